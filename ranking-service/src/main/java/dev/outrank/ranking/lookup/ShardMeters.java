package dev.outrank.ranking.lookup;

import dev.outrank.ranking.observe.RankingMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The meters of one shard's calls. Thread-safe. */
final class ShardMeters {

    /** How calls end, as the meter's tag says it. */
    enum Outcome {
        POOLED("pooled"),
        /** By the shard, which could not do what another one might. */
        REFUSED("refused"),
        /** Since every replica would: the request is at fault, or its time is over. */
        REJECTED("rejected"),
        FAILED("failed"),
        CANCELLED("cancelled");

        private final String tag;

        Outcome(String tag) {
            this.tag = tag;
        }
    }

    /** Calls beyond those that were asked for. */
    enum Extra {
        /** On another replica, after one that failed. */
        RETRY(RankingMetric.SHARD_RETRIES),
        /** On another replica, beside one that takes long. */
        HEDGE(RankingMetric.SHARD_HEDGES),
        /** On a replica that is left alone, to see whether it is well again. */
        PROBE(RankingMetric.SHARD_PROBES);

        private final RankingMetric metric;

        Extra(RankingMetric metric) {
            this.metric = metric;
        }
    }

    private final String service;
    private final LookupBytes bytes;
    private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);
    private final Map<Extra, Counter> extras = new EnumMap<>(Extra.class);
    private final Counter ejections;

    ShardMeters(String service, MeterRegistry meters) {
        this.service = service;
        this.bytes = LookupBytes.of(service, meters);
        for (Outcome outcome : Outcome.values()) {
            timers.put(
                    outcome,
                    RankingMetric.SHARD_LOOKUP
                            .timer()
                            .tags("shard", service, "outcome", outcome.tag)
                            .register(meters));
        }
        for (Extra extra : Extra.values()) {
            extras.put(extra, counter(extra.metric, service, meters));
        }
        this.ejections = counter(RankingMetric.SHARD_EJECTIONS, service, meters);
    }

    /** Shows who is known, what is under way and who is left alone, as long as the replicas live. */
    void watch(ShardReplicas replicas, MeterRegistry meters) {
        gauge(RankingMetric.SHARD_REPLICAS, replicas, each -> each.all().size(), meters);
        gauge(RankingMetric.SHARD_OUTSTANDING, replicas, ShardReplicas::outstanding, meters);
        gauge(RankingMetric.SHARD_EJECTED, replicas, ShardReplicas::ejected, meters);
    }

    private void gauge(
            RankingMetric metric, ShardReplicas of, ToDoubleFunction<ShardReplicas> value, MeterRegistry meters) {
        metric.gauge(of, value).tag("shard", service).register(meters);
    }

    private static Counter counter(RankingMetric metric, String service, MeterRegistry meters) {
        return metric.counter().tag("shard", service).register(meters);
    }

    String service() {
        return service;
    }

    LookupBytes bytes() {
        return bytes;
    }

    void record(Outcome outcome, long nanos) {
        Objects.requireNonNull(timers.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void count(Extra extra) {
        Objects.requireNonNull(extras.get(extra)).increment();
    }

    void countEjection() {
        ejections.increment();
    }
}
