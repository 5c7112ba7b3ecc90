package dev.outrank.embedding.shard;

import java.net.URI;

/**
 * A version that the registry wants served.
 *
 * @param key its name
 * @param shards the directory with the packed shards, a {@code file:}, {@code http:}, {@code https:} or {@code s3:} URI
 * @param bundleFingerprint that of the bundle that was packed
 * @param fresh whether it answers nobody yet: it is loaded after the others, and this process is ready without it
 * @param replacing whether it takes the memory of other versions of its model: its load begins once those that are not wanted any more have given theirs back
 */
public record WantedVersion(VersionKey key, URI shards, String bundleFingerprint, boolean fresh, boolean replacing) {

    /** Makes a version that is loaded beside others, and that this process is not ready without. */
    public WantedVersion(VersionKey key, URI shards, String bundleFingerprint) {
        this(key, shards, bundleFingerprint, false, false);
    }

    /** Returns what is loaded, however that is to be done: equal for equal content. */
    WantedVersion content() {
        return fresh || replacing ? new WantedVersion(key, shards, bundleFingerprint) : this;
    }
}
