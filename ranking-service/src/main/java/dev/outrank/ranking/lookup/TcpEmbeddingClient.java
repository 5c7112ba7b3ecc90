package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.netty.resources.LoopResources;

/** Calls shards over TCP, many calls at a time on connections that are made before they are needed. */
public final class TcpEmbeddingClient implements EmbeddingClient {

    private static final Logger log = LoggerFactory.getLogger(TcpEmbeddingClient.class);

    private final TcpConnector connector;
    private final ReplicaSource source;
    private final ShardBreakers breakers;
    private final MeterRegistry meters;
    private final Map<Integer, ShardReplicas> shards = new ConcurrentHashMap<>();
    private final Disposable refreshing;

    /** Makes a client that looks for replicas now and then. */
    public TcpEmbeddingClient(
            ReplicaSource source,
            TcpClientSettings settings,
            LoopResources loops,
            ShardBreakers breakers,
            MeterRegistry meters) {
        this.connector = new TcpConnector(settings, loops);
        this.source = source;
        this.breakers = breakers;
        this.meters = meters;
        this.refreshing = Flux.interval(settings.refresh())
                .subscribe(tick -> shards.values().forEach(this::refresh));
    }

    /** Connects to the replicas of the first {@code count} shards, so that the first request does not have to wait for it. */
    public void connect(int count) {
        for (int shard = 0; shard < count; shard++) {
            shard(shard);
        }
    }

    private ShardReplicas shard(int index) {
        ShardReplicas known = shards.get(index);
        if (known != null) {
            return known;
        }
        String service = ShardNames.of(index);
        ShardReplicas made = new ShardReplicas(service, connector, breakers.breaker(service), meters);
        ShardReplicas before = shards.putIfAbsent(index, made);
        if (before != null) {
            return before;
        }
        refresh(made);
        return made;
    }

    private void refresh(ShardReplicas shard) {
        source.replicas(shard.service())
                .subscribe(
                        shard::update,
                        failure -> log.warn(
                                "Cannot find the replicas of {}, those known stay: {}",
                                shard.service(),
                                failure.getMessage()));
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request) {
        return new TcpLookup(request);
    }

    private final class TcpLookup extends Flux<LookupAnswer> {

        private final LookupRequest request;

        TcpLookup(LookupRequest request) {
            this.request = request;
        }

        @Override
        public void subscribe(CoreSubscriber<? super LookupAnswer> subscriber) {
            ShardReplicas shard = shard(request.target().shard());
            if (!shard.breaker().tryAcquirePermission()) {
                Operators.error(subscriber, ShardBreakers.open(shard.service()));
                return;
            }
            long startedNanos = System.nanoTime();
            ShardBreakers.Call permission =
                    breakers.permitted(shard.breaker(), request.remaining().toNanos());
            TcpCall call = new TcpCall(request, shard, permission, subscriber, startedNanos);
            subscriber.onSubscribe(call);
            shard.send(call);
        }
    }

    /** Ends the connections once their calls were answered. */
    @Override
    public void close() {
        refreshing.dispose();
        shards.values().forEach(ShardReplicas::close);
    }
}
