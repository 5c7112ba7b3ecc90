package dev.outrank.ranking.observe;

import java.util.List;

/** Every meter of this service. */
public enum RankingMetric {
    /** Timer: one stage of one request. */
    STAGE("outrank.ranking.stage", "seconds", "model", "version", "stage"),
    /** Counter: requests by how they ended; {@code ok}, {@code degraded} or a failure's kind. */
    REQUESTS("outrank.ranking.requests", "requests", "model", "version", "outcome"),
    /** Counter: lookups of a shard that did not answer, or not in time, and in whose place default rows stood in. */
    LOST_LOOKUPS("outrank.ranking.lost.lookups", "lookups", "model", "version", "shard"),
    /** Counter: ids that a default row stood in for, out of range or lost. */
    DEFAULTED_IDS("outrank.ranking.defaulted.ids", "ids", "model", "version", "table"),
    /** Timer: one lookup RPC, from its sending to its answer. */
    SHARD_LOOKUP("outrank.ranking.shard.lookup", "seconds", "shard", "outcome"),
    /** Gauge: lookups under way on all replicas of a shard. */
    SHARD_OUTSTANDING("outrank.ranking.shard.outstanding", "lookups", "shard"),
    /** Gauge: replicas of a shard that are left alone or on trial. */
    SHARD_EJECTED("outrank.ranking.shard.ejected", "replicas", "shard"),
    /** Counter: lookups sent to another replica after one that failed. */
    SHARD_RETRIES("outrank.ranking.shard.retries", "lookups", "shard"),
    /** Counter: lookups sent to another replica beside one that took long. */
    SHARD_HEDGES("outrank.ranking.shard.hedges", "lookups", "shard"),
    /** Counter: copies of lookups sent to a replica that is left alone, to see whether it is well again. */
    SHARD_PROBES("outrank.ranking.shard.probes", "lookups", "shard"),
    /** Counter: times that a replica was left alone since it was slow or silent. */
    SHARD_EJECTIONS("outrank.ranking.shard.ejections", "ejections", "shard"),
    /** Counter: bytes of the frames of lookups, as they were sent to a shard. */
    LOOKUP_SENT("outrank.ranking.lookup.sent", "bytes", "shard"),
    /** Counter: bytes of the frames of answers that a shard gave in time. */
    LOOKUP_RECEIVED("outrank.ranking.lookup.received", "bytes", "shard"),
    /** Counter: features of request scope that came once for each candidate and were taken once. */
    DEDUPLICATED("outrank.ranking.user.deduplicated", "features"),
    /** Gauge: requests that were admitted and have not ended. */
    IN_FLIGHT("outrank.ranking.inflight", "requests"),
    /** Gauge: requests that may be in flight while tasks wait for CPU threads all the time. */
    IN_FLIGHT_LIMIT("outrank.ranking.inflight.limit", "requests"),
    /** Gauge: tasks waiting for a CPU thread. */
    CPU_QUEUE("outrank.ranking.cpu.queue", "tasks"),
    /** Gauge: bytes of the bodies of all requests in flight. */
    HELD_BODIES("outrank.ranking.http.held.bodies", "bytes"),
    /** Counter: requests refused because a limit was reached. */
    REJECTED("outrank.ranking.rejected", "requests", "limit", "priority");

    private final String meterName;
    private final String unit;
    private final String tags;

    RankingMetric(String meterName, String unit, String... tags) {
        this.meterName = meterName;
        this.unit = unit;
        this.tags = String.join(",", tags);
    }

    /** Returns the name in dotted form. */
    public String meterName() {
        return meterName;
    }

    /** Returns the base unit. */
    public String unit() {
        return unit;
    }

    /** Returns the tags' keys, in order. */
    public List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(","));
    }
}
