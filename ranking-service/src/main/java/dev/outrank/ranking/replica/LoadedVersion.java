package dev.outrank.ranking.replica;

/**
 * A version of a model that a replica has loaded.
 *
 * @param model the model's name
 * @param version its version
 * @param fingerprint of bundle, plan and shard
 */
public record LoadedVersion(String model, String version, long fingerprint) {}
