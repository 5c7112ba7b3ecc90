package dev.outrank.embedding.shard;

import java.net.URI;

/**
 * A version that the registry wants served.
 *
 * @param key its name
 * @param shards the directory with the packed shards, a {@code file:}, {@code http:}, {@code https:} or {@code s3:} URI
 * @param bundleFingerprint that of the bundle that was packed
 */
public record WantedVersion(VersionKey key, URI shards, String bundleFingerprint) {}
