package dev.outrank.embedding.shard;

/**
 * A version that could not be loaded.
 *
 * @param key its name
 * @param reason what was wrong
 */
public record FailedVersion(VersionKey key, String reason) {}
