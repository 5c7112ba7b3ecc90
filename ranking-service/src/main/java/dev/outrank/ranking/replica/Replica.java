package dev.outrank.ranking.lookup;

/**
 * Where one instance of a shard's service answers lookups over TCP.
 *
 * @param host a name or an address
 * @param port 1 to 65,535
 */
public record Replica(String host, int port) {}
