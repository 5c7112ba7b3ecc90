package dev.outrank.ranking.observe;

import dev.outrank.telemetry.DocumentedMeter;
import dev.outrank.telemetry.MeterKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Every meter of this service; none has a tag of users, items or requests. */
public enum RankingMetric implements DocumentedMeter {
    REQUEST(
            MeterKind.TIMER,
            "outrank.ranking.request",
            "seconds",
            "Time of one request at ranking, from the arrival of its body to the end of its answer's writing, or to its failure",
            "model",
            "version",
            "outcome"),
    STAGE(
            MeterKind.TIMER,
            "outrank.ranking.stage",
            "seconds",
            "One stage of one request that was answered; those of a request add up to its time",
            "model",
            "version",
            "stage"),
    REQUESTS(
            MeterKind.COUNTER,
            "outrank.ranking.requests",
            "requests",
            "Requests by how they ended: ok, degraded, cancelled, or the category of their failure",
            "model",
            "version",
            "outcome"),
    LOST_LOOKUPS(
            MeterKind.COUNTER,
            "outrank.ranking.lost.lookups",
            "lookups",
            "Lookups of a shard that did not answer, or not in time, and in whose place default rows stood in",
            "model",
            "version",
            "shard"),
    DEFAULTED_IDS(
            MeterKind.COUNTER,
            "outrank.ranking.defaulted.ids",
            "ids",
            "Ids that a default row stood in for, out of range or lost",
            "model",
            "version",
            "table"),
    DENSE_BATCH(
            MeterKind.SUMMARY,
            "outrank.ranking.dense.batch",
            "candidates",
            "Candidates of one run of the nets that need embeddings",
            "model",
            "version"),
    DENSE_RUN(
            MeterKind.TIMER,
            "outrank.ranking.dense.run",
            "seconds",
            "Time of one run of one net in ONNX Runtime",
            "model",
            "version",
            "net"),
    VERSIONS(
            MeterKind.GAUGE,
            "outrank.ranking.versions",
            "versions",
            "Versions by what became of them here: loading, loaded, draining or failed",
            "state"),
    SLOW(
            MeterKind.COUNTER,
            "outrank.ranking.slow",
            "requests",
            "Requests that took longer than outrank.ranking.slow.threshold",
            "model"),
    SHARD_LOOKUP(
            MeterKind.TIMER,
            "outrank.ranking.shard.lookup",
            "seconds",
            "One lookup of a shard, from its sending to its last answer, by how it ended: pooled, refused by the shard, rejected since the request is at fault or out of time, failed or cancelled",
            "shard",
            "outcome"),
    SHARD_LAST(
            MeterKind.COUNTER,
            "outrank.ranking.shard.last",
            "requests",
            "Requests that got their last vectors from this shard, or from what stood in for it",
            "shard"),
    SHARD_REPLICAS(
            MeterKind.GAUGE,
            "outrank.ranking.shard.replicas",
            "replicas",
            "Replicas of a shard that are known",
            "shard"),
    SHARD_OUTSTANDING(
            MeterKind.GAUGE,
            "outrank.ranking.shard.outstanding",
            "lookups",
            "Lookups under way on all replicas of a shard",
            "shard"),
    SHARD_EJECTED(
            MeterKind.GAUGE,
            "outrank.ranking.shard.ejected",
            "replicas",
            "Replicas of a shard that are left alone or on trial",
            "shard"),
    SHARD_RETRIES(
            MeterKind.COUNTER,
            "outrank.ranking.shard.retries",
            "lookups",
            "Lookups sent to another replica after one that failed",
            "shard"),
    SHARD_HEDGES(
            MeterKind.COUNTER,
            "outrank.ranking.shard.hedges",
            "lookups",
            "Lookups sent to another replica beside one that took long",
            "shard"),
    SHARD_PROBES(
            MeterKind.COUNTER,
            "outrank.ranking.shard.probes",
            "lookups",
            "Copies of lookups sent to a replica that is left alone, to see whether it is well again",
            "shard"),
    SHARD_EJECTIONS(
            MeterKind.COUNTER,
            "outrank.ranking.shard.ejections",
            "ejections",
            "Times that a replica was left alone since it was slow or silent",
            "shard"),
    LOOKUP_SENT(
            MeterKind.COUNTER,
            "outrank.ranking.lookup.sent",
            "bytes",
            "Bytes of the frames of lookups, as they were sent to a shard",
            "shard"),
    LOOKUP_RECEIVED(
            MeterKind.COUNTER,
            "outrank.ranking.lookup.received",
            "bytes",
            "Bytes of the frames of answers that a shard gave in time",
            "shard"),
    DEDUPLICATED(
            MeterKind.COUNTER,
            "outrank.ranking.user.deduplicated",
            "features",
            "Features of request scope that came once for each candidate and were taken once"),
    IN_FLIGHT(
            MeterKind.GAUGE, "outrank.ranking.inflight", "requests", "Requests that were admitted and have not ended"),
    IN_FLIGHT_LIMIT(
            MeterKind.GAUGE,
            "outrank.ranking.inflight.limit",
            "requests",
            "Requests that may be in flight while tasks wait for CPU threads all the time"),
    CPU_QUEUE(MeterKind.GAUGE, "outrank.ranking.cpu.queue", "tasks", "Tasks waiting for a CPU thread"),
    HELD_BODIES(
            MeterKind.GAUGE,
            "outrank.ranking.http.held.bodies",
            "bytes",
            "Bytes of the bodies of all requests in flight"),
    REJECTED(
            MeterKind.COUNTER,
            "outrank.ranking.rejected",
            "requests",
            "Requests refused because a limit was reached",
            "limit",
            "priority");

    private final MeterKind kind;
    private final String meterName;
    private final String unit;
    private final String description;
    private final String tags;

    RankingMetric(MeterKind kind, String meterName, String unit, String description, String... tags) {
        this.kind = kind;
        this.meterName = meterName;
        this.unit = unit;
        this.description = description;
        this.tags = String.join(",", tags);
    }

    @Override
    public MeterKind kind() {
        return kind;
    }

    @Override
    public String meterName() {
        return meterName;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(","));
    }

    /** Returns a builder of such a timer, without its tags. */
    public Timer.Builder timer() {
        return Timer.builder(meterName).description(description);
    }

    /** Returns a builder of such a counter, without its tags. */
    public Counter.Builder counter() {
        return Counter.builder(meterName).baseUnit(unit).description(description);
    }

    /** Returns a builder of such a distribution summary, without its tags. */
    public DistributionSummary.Builder summary() {
        return DistributionSummary.builder(meterName).baseUnit(unit).description(description);
    }

    /** Returns a builder of such a gauge, without its tags, which lives as long as what it looks at. */
    public <T> Gauge.Builder<T> gauge(T of, ToDoubleFunction<T> value) {
        return Gauge.builder(meterName, of, value).baseUnit(unit).description(description);
    }
}
