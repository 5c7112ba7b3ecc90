package dev.outrank.ranking.lookup;

import dev.outrank.ranking.observe.RankingMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the bytes of frames between this service and one shard. Thread-safe.
 *
 * @param toShard lookups
 * @param fromShard their answers
 */
record LookupBytes(Counter toShard, Counter fromShard) {

    /** Finds the counters of a shard, or registers them. */
    static LookupBytes of(String service, MeterRegistry meters) {
        return new LookupBytes(
                counter(RankingMetric.LOOKUP_SENT, service, meters),
                counter(RankingMetric.LOOKUP_RECEIVED, service, meters));
    }

    private static Counter counter(RankingMetric metric, String service, MeterRegistry meters) {
        return metric.counter().tag("shard", service).register(meters);
    }

    void sent(int bytes) {
        toShard.increment(bytes);
    }

    void received(int bytes) {
        fromShard.increment(bytes);
    }
}
