package dev.outrank.lookup;

/**
 * Names one shard of one version of one model, and the content the caller expects there.
 *
 * @param model the model's name, not empty
 * @param version the version's name, not empty
 * @param shard the index of the shard in the plan, at least 0
 * @param fingerprint of bundle, plan and shard; a shard that holds anything else refuses
 */
public record ShardKey(String model, String version, int shard, long fingerprint) {

    public ShardKey {
        requireName("model", model);
        requireName("version", version);
        if (shard < 0) {
            throw new FrameException("shard: " + shard + " (expected: at least 0)");
        }
    }

    private static void requireName(String field, String name) {
        if (name.isEmpty() || name.length() > FrameHeader.MAX_NAME_CHARS) {
            throw new FrameException(
                    field + ": " + name.length() + " characters (expected: 1 to " + FrameHeader.MAX_NAME_CHARS + ")");
        }
    }
}
