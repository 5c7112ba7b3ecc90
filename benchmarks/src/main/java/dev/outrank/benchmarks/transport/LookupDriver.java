package dev.outrank.benchmarks.transport;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.lookup.HttpClientSettings;
import dev.outrank.ranking.lookup.HttpTransport;
import dev.outrank.ranking.lookup.LookupTransport;
import dev.outrank.ranking.lookup.ReplicaSettings;
import dev.outrank.ranking.lookup.ReplicatedEmbeddingClient;
import dev.outrank.ranking.lookup.ShardConnections;
import dev.outrank.ranking.lookup.TcpClientSettings;
import dev.outrank.ranking.lookup.TcpTransport;
import dev.outrank.ranking.replica.ListedReplica;
import dev.outrank.replica.BreakerSettings;
import dev.outrank.replica.EjectionSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.netty.resources.LoopResources;

/** Calls the embedding service as ranking does. */
final class LookupDriver extends Driver {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MAX_FRAME_BYTES = 1 << 26;
    private static final int MANY = 256;

    private final EmbeddingClient client;
    private final LookupRequest request;
    private final Runnable close;

    private LookupDriver(String name, Executor loop, EmbeddingClient client, LookupRequest request, Runnable close) {
        super(name, loop);
        this.client = client;
        this.request = request;
        this.close = close;
    }

    static LookupDriver tcp(LookupRequest request, int port, LoopResources loops) {
        MeterRegistry meters = new SimpleMeterRegistry();
        ConnectionSettings limits = new ConnectionSettings(MAX_FRAME_BYTES, MANY, LONG, LONG, MAX_FRAME_BYTES, false);
        TcpClientSettings settings = new TcpClientSettings(SECOND, 1, SECOND, SECOND, limits, null);
        EmbeddingClient client = client(port, new TcpTransport(settings, loops), meters);
        return new LookupDriver("tcp", loops.onClient(true).next(), client, request, client::close);
    }

    static LookupDriver http(LookupRequest request, int port, LoopResources loops) {
        ShardConnections connections =
                new ShardConnections(new HttpClientSettings(SECOND, MANY, MANY, LONG, MAX_FRAME_BYTES));
        EmbeddingClient client =
                client(port, new HttpTransport(connections, MAX_FRAME_BYTES), new SimpleMeterRegistry());
        return new LookupDriver("http", loops.onClient(true).next(), client, request, () -> {
            client.close();
            connections.close();
        });
    }

    private static EmbeddingClient client(int port, LookupTransport transport, MeterRegistry meters) {
        ReplicaSettings settings = new ReplicaSettings(
                new BreakerSettings(20, 10, 50, SECOND),
                new EjectionSettings(3, Duration.ofMillis(10), 5, SECOND, SECOND, LONG, 50),
                new ReplicaSettings.Hedge(5, 10, Duration.ofMillis(2)),
                new ReplicaSettings.Retry(10, 100));
        return new ReplicatedEmbeddingClient(
                service -> Flux.just(List.of(ListedReplica.of("127.0.0.1", port))), transport, settings, meters);
    }

    /** Calls once and compares the answer with what the table's rows add up to. */
    void check() {
        LookupAnswer answer = client.lookup(request).blockLast(LONG);
        if (!(answer instanceof LookupAnswer.Pooled(LookupResponse response))) {
            throw new IllegalStateException(name() + ": " + answer + " (expected: vectors)");
        }
        try (response) {
            for (int lookup = 0; lookup < response.lookupCount(); lookup++) {
                float expected = Shape.expected(request, lookup);
                if (response.at(lookup, 0, 0) != expected) {
                    throw new IllegalStateException(name() + ": lookup " + lookup + " is " + response.at(lookup, 0, 0)
                            + " (expected: " + expected + ")");
                }
            }
        }
    }

    @Override
    void send() {
        client.lookup(request).subscribe(new Answers());
    }

    private final class Answers implements CoreSubscriber<LookupAnswer> {

        private long pooledNanos;

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(LookupAnswer answer) {
            switch (answer) {
                case LookupAnswer.Pooled(LookupResponse response) -> {
                    pooledNanos = response.timings().poolNanos();
                    response.close();
                }
                case LookupAnswer.Refused(LookupError error) ->
                    failed(new IllegalStateException(name() + ": " + error + " (expected: vectors)"));
            }
        }

        @Override
        public void onError(Throwable failure) {
            failed(failure);
        }

        @Override
        public void onComplete() {
            answered(pooledNanos);
        }
    }

    @Override
    public void close() {
        close.run();
    }
}
