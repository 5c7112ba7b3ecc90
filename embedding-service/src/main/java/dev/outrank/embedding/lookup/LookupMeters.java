package dev.outrank.embedding.lookup;

import dev.outrank.embedding.load.TableLoads;
import dev.outrank.embedding.load.VersionLoad;
import dev.outrank.embedding.metric.EmbeddingMetric;
import dev.outrank.embedding.shard.LoadedVersion;
import dev.outrank.embedding.shard.VersionKey;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.Priority;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.lookup.TableLookup;
import io.micrometer.core.instrument.Counter;
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
    private final TableLoads tables;
    private final Counter received;
    private final Counter sent;
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

    LookupMeters(MeterRegistry registry, TableLoads tables) {
        this.registry = registry;
        this.tables = tables;
        this.received = EmbeddingMetric.RECEIVED.counter(registry);
        this.sent = EmbeddingMetric.SENT.counter(registry);
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
        var _ = EmbeddingMetric.LIMIT.heldGauge(registry, limit, AdaptiveLimit::current);
        var _ = EmbeddingMetric.QUEUE.heldGauge(registry, threads, PoolingThreads::waiting);
        var _ = EmbeddingMetric.HELD.heldGauge(registry, budget, FrameBudget::heldBytes);
    }

    /** Returns what counts for the tables of a version. */
    VersionLoad load(LoadedVersion version) {
        return tables.of(version);
    }

    /** Counts a request's frame, whatever becomes of it. */
    void received(int bytes) {
        received.increment(bytes);
    }

    /** Counts a frame that goes back. */
    void sent(int bytes) {
        sent.increment(bytes);
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
        VersionCounters known = versions.get(key);
        VersionCounters counters = known == null ? versions.computeIfAbsent(key, this::counters) : known;
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
        return metric.counter(registry, key.model(), key.version());
    }

    private Counter turnedAwayCounter(Priority priority) {
        return EmbeddingMetric.REFUSED.counter(registry, priority.name().toLowerCase(Locale.ROOT));
    }

    private Counter outcome(String outcome) {
        return EmbeddingMetric.REQUESTS.counter(registry, outcome);
    }

    private Timer stage(String stage) {
        return EmbeddingMetric.STAGE.timer(registry, stage);
    }
}
