package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.replica.ReplicaSource;
import dev.outrank.replica.ReplicaBreakers;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** Calls shards, each of which has replicas: the cheaper one is asked, another one where the first is late or fails, and one that stands out is left alone. */
public final class ReplicatedEmbeddingClient implements EmbeddingClient {

    private static final Logger log = LoggerFactory.getLogger(ReplicatedEmbeddingClient.class);

    /** Ten of them are the two seconds that percentiles are of. */
    private static final Duration SWEEP = Duration.ofMillis(200);

    private final ReplicaSource source;
    private final LookupTransport transport;
    private final ReplicaSettings settings;
    private final MeterRegistry meters;
    private final ReplicaBreakers breakers;
    private final Map<Integer, ShardReplicas> shards = new ConcurrentHashMap<>();
    private final Disposable.Composite background = Disposables.composite();

    /** Makes a client that knows no shard yet; binds the states of the breakers to the meters {@code resilience4j.circuitbreaker.*}. */
    public ReplicatedEmbeddingClient(
            ReplicaSource source, LookupTransport transport, ReplicaSettings settings, MeterRegistry meters) {
        this.source = source;
        this.transport = transport;
        this.settings = settings;
        this.meters = meters;
        this.breakers = new ReplicaBreakers(settings.breaker());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers.registry())
                .bindTo(meters);
        background.add(Flux.interval(SWEEP).onBackpressureDrop().subscribe(tick -> shards.values()
                .forEach(ReplicatedEmbeddingClient::sweep)));
    }

    /** One that fails must not be the last. */
    private static void sweep(ShardReplicas shard) {
        try {
            shard.sweep();
        } catch (RuntimeException e) {
            log.error("Cannot judge the replicas of {}", shard.meters().service(), e);
        }
    }

    /** Connects to the replicas of the first {@code count} shards, so that the first request does not have to wait for it. */
    public void connect(int count) {
        for (int shard = 0; shard < count; shard++) {
            shard(shard);
        }
    }

    /** Returns the replicas of every shard that was asked for, by the name of its service. */
    Map<String, List<ShardReplica>> replicas() {
        Map<String, List<ShardReplica>> all = new TreeMap<>();
        shards.values().forEach(shard -> all.put(shard.meters().service(), shard.all()));
        return all;
    }

    private ShardReplicas shard(int index) {
        ShardReplicas known = shards.get(index);
        if (known != null) {
            return known;
        }
        String service = ShardNames.of(index);
        ShardReplicas made = new ShardReplicas(new ShardMeters(service, meters), transport, breakers, settings);
        ShardReplicas before = shards.putIfAbsent(index, made);
        if (before != null) {
            return before;
        }
        made.meters().watch(made, meters);
        background.add(source.replicas(service)
                .subscribe(
                        made::update,
                        failure -> log.error("The replicas of {} are not looked for any more", service, failure)));
        return made;
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request) {
        return lookup(request, (replica, sentBytes) -> {});
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request, CallObserver observer) {
        return new Lookup(request, observer);
    }

    private final class Lookup extends Flux<LookupAnswer> {

        private final LookupRequest request;
        private final CallObserver observer;

        Lookup(LookupRequest request, CallObserver observer) {
            this.request = request;
            this.observer = observer;
        }

        @Override
        public void subscribe(CoreSubscriber<? super LookupAnswer> subscriber) {
            ShardReplicas shard = shard(request.target().shard());
            ReplicatedCall call = new ReplicatedCall(request, shard, subscriber, observer, System.nanoTime());
            subscriber.onSubscribe(call);
            shard.begin(call);
        }
    }

    /** Ends the connections once their calls were answered. */
    @Override
    public void close() {
        background.dispose();
        shards.values().forEach(ShardReplicas::close);
    }
}
