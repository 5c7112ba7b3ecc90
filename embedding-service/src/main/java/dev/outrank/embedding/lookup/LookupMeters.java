package dev.outrank.embedding.lookup;

import dev.outrank.embedding.metric.EmbeddingMetric;
import dev.outrank.embedding.shard.VersionKey;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.Priority;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.lookup.TableLookup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts and times lookups. Meters are looked up once, not at each request. Thread-safe. */
final class LookupMeters {

    private final MeterRegistry registry;
    private final Counter pooled;
    private final Counter cancelled;
    private final Map<LookupErrorCode, Counter> refused = new EnumMap<>(LookupErrorCode.class);
    private final Map<Priority, Counter> turnedAway = new EnumMap<>(Priority.class);
    private final Timer queue;
    private final Timer decode;
    private final Timer pool;
    private final Timer encode;
    private final Map<VersionKey, VersionCounters> versions = new ConcurrentHashMap<>();

    /** The counters of one version. */
    private record VersionCounters(Counter lookups, Counter ids, Counter defaulted) {}

    LookupMeters(MeterRegistry registry) {
        this.registry = registry;
        this.pooled = outcome("pooled");
        this.cancelled = outcome("cancelled");
        for (LookupErrorCode code : LookupErrorCode.values()) {
            refused.put(code, outcome(code.name().toLowerCase(Locale.ROOT)));
        }
        for (Priority priority : Priority.values()) {
            turnedAway.put(priority, turnedAwayCounter(priority));
        }
        this.queue = stage("shard.queue");
        this.decode = stage("shard.decode");
        this.pool = stage("shard.pool");
        this.encode = stage("shard.encode");
    }

    void watch(PoolingThreads threads, FrameBudget budget, AdaptiveLimit limit) {
        Gauge.builder(EmbeddingMetric.LIMIT.meterName(), limit, AdaptiveLimit::current)
                .baseUnit(EmbeddingMetric.LIMIT.unit())
                .register(registry);
        Gauge.builder(EmbeddingMetric.QUEUE.meterName(), threads, PoolingThreads::waiting)
                .baseUnit(EmbeddingMetric.QUEUE.unit())
                .register(registry);
        Gauge.builder(EmbeddingMetric.HELD.meterName(), budget, FrameBudget::heldBytes)
                .baseUnit(EmbeddingMetric.HELD.unit())
                .register(registry);
    }

    /** Counts a request that found no place in the queue. */
    void turnedAway(Priority priority) {
        increment(turnedAway.get(priority));
    }

    /** Counts a request that was given up before it was answered. */
    void cancelled() {
        cancelled.increment();
    }

    /** Counts an error that is answered. */
    void refused(LookupErrorCode code) {
        increment(refused.get(code));
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    void pooled(
            VersionKey key,
            List<TableLookup> lookups,
            long defaulted,
            ShardTimings timings,
            long encodeNanos,
            boolean last) {
        if (last) {
            pooled.increment();
        }
        queue.record(timings.queueNanos(), TimeUnit.NANOSECONDS);
        decode.record(timings.decodeNanos(), TimeUnit.NANOSECONDS);
        pool.record(timings.poolNanos(), TimeUnit.NANOSECONDS);
        encode.record(encodeNanos, TimeUnit.NANOSECONDS);
        VersionCounters counters = versions.computeIfAbsent(key, this::counters);
        long ids = 0;
        for (TableLookup lookup : lookups) {
            ids += lookup.bags().idCount();
        }
        if (last) {
            counters.lookups().increment(lookups.size());
        }
        counters.ids().increment((double) ids);
        counters.defaulted().increment((double) defaulted);
    }

    /**
     * Forgets the counters of all other versions. Those of a version that has just left come again where a lookup of it is still being
     * answered, and go the next time.
     */
    void keepOnly(Set<VersionKey> served) {
        versions.forEach((key, counters) -> {
            if (!served.contains(key) && versions.remove(key, counters)) {
                registry.remove(counters.lookups());
                registry.remove(counters.ids());
                registry.remove(counters.defaulted());
            }
        });
    }

    private VersionCounters counters(VersionKey key) {
        return new VersionCounters(
                counter(EmbeddingMetric.LOOKUPS, key),
                counter(EmbeddingMetric.IDS, key),
                counter(EmbeddingMetric.DEFAULTED_IDS, key));
    }

    private Counter counter(EmbeddingMetric metric, VersionKey key) {
        return Counter.builder(metric.meterName())
                .baseUnit(metric.unit())
                .tag("model", key.model())
                .tag("version", key.version())
                .register(registry);
    }

    private Counter turnedAwayCounter(Priority priority) {
        return Counter.builder(EmbeddingMetric.REFUSED.meterName())
                .baseUnit(EmbeddingMetric.REFUSED.unit())
                .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter outcome(String outcome) {
        return Counter.builder(EmbeddingMetric.REQUESTS.meterName())
                .baseUnit(EmbeddingMetric.REQUESTS.unit())
                .tag("outcome", outcome)
                .register(registry);
    }

    private Timer stage(String stage) {
        return Timer.builder(EmbeddingMetric.STAGE.meterName())
                .tag("stage", stage)
                .publishPercentileHistogram()
                .register(registry);
    }
}
