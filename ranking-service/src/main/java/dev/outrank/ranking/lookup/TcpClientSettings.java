package dev.outrank.ranking.lookup;

import dev.outrank.lookup.connection.ConnectionSettings;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How shards are called over TCP.
 *
 * @param connectTimeout time for a new connection
 * @param connections to one replica; 0 is one for each event loop
 * @param leastBackoff pause after the first failure to connect; it doubles with each further one
 * @param mostBackoff the longest pause
 * @param connection the limits of one connection
 * @param tls where the shards' ports speak TLS
 */
public record TcpClientSettings(
        Duration connectTimeout,
        int connections,
        Duration leastBackoff,
        Duration mostBackoff,
        ConnectionSettings connection,
        @Nullable SslContext tls) {}
