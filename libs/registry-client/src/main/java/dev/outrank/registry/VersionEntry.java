package dev.outrank.registry;

import java.net.URI;

/**
 * One version of a model.
 *
 * @param version its name, unique within the model
 * @param state where it is in its life
 * @param bundle the bundle's directory, a {@code file:} URI for now
 * @param shards the directory with {@code plan.json} and {@code shard-0}, {@code shard-1}, …, a {@code file:}, {@code http:}, {@code https:} or {@code s3:} URI
 * @param bundleFingerprint the fingerprint that the bundle had when it was registered
 */
public record VersionEntry(String version, VersionState state, URI bundle, URI shards, String bundleFingerprint) {

    public VersionEntry {
        Required.text("version", version);
        Required.present("state", state);
        Required.present("bundle", bundle);
        Required.present("shards", shards);
        Required.text("bundleFingerprint", bundleFingerprint);
    }
}
