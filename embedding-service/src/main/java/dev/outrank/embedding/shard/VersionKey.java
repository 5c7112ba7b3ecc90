package dev.outrank.embedding.shard;

/**
 * Names one version of one model.
 *
 * @param model the model's name
 * @param version the version's name
 */
public record VersionKey(String model, String version) {

    @Override
    public String toString() {
        return model + "@" + version;
    }
}
