package dev.outrank.ranking.lookup;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The connections to all shards' replicas; closing it closes them. */
public final class ShardConnections implements AutoCloseable {

    /** Container engines answer with 10 minutes, but a replica that is started again may have another address at once. */
    private static final Duration ADDRESS_TIME_TO_LIVE = Duration.ofSeconds(1);

    private final ConnectionProvider pool;
    private final HttpClient client;

    /** Makes an empty pool. */
    public ShardConnections(HttpClientSettings settings) {
        this.pool = ConnectionProvider.builder("embedding")
                .maxConnections(settings.maxConnections())
                .pendingAcquireMaxCount(settings.maxPending())
                .maxIdleTime(settings.idleTimeout())
                .lifo()
                .build();
        this.client = HttpClient.create(pool)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .resolver(names -> names.cacheMaxTimeToLive(ADDRESS_TIME_TO_LIVE));
    }

    /** Returns what a {@code WebClient} sends through. */
    public ReactorClientHttpConnector connector() {
        return new ReactorClientHttpConnector(client);
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
