package dev.outrank.ranking.lookup;

import java.time.Duration;

/**
 * How shards are called over HTTP.
 *
 * @param connectTimeout time for a new connection
 * @param maxConnections connections to one replica
 * @param maxPending lookups that may wait for a connection to one replica
 * @param idleTimeout time after which an unused connection is closed
 * @param maxFrameBytes bytes of an answer
 */
public record HttpClientSettings(
        Duration connectTimeout, int maxConnections, int maxPending, Duration idleTimeout, int maxFrameBytes) {}
