package dev.outrank.config.registry;

/**
 * A shard of a version's plan, as its header has it.
 *
 * @param shard its index
 * @param fingerprint of plan and shard, 16 hexadecimal digits
 * @param bytes of its rows
 */
public record ShardFacts(int shard, String fingerprint, long bytes) {}
