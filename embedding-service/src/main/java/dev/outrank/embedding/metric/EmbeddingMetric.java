package dev.outrank.embedding.metric;

import static dev.outrank.telemetry.MeterKind.COUNTER;
import static dev.outrank.telemetry.MeterKind.GAUGE;
import static dev.outrank.telemetry.MeterKind.TIMER;

import dev.outrank.telemetry.DocumentedMeter;
import dev.outrank.telemetry.MeterKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Every meter of this service. Tags are names of the registry, never words of a caller. */
public enum EmbeddingMetric implements DocumentedMeter {
    REQUESTS(
            "outrank.embedding.requests",
            COUNTER,
            "requests",
            "Requests by how they ended: pooled, cancelled or an error's code",
            "outcome"),
    STAGE(
            "outrank.embedding.stage",
            TIMER,
            "seconds",
            "One stage of one request: shard.queue, shard.decode, shard.pool or shard.encode",
            "stage"),
    RECEIVED("outrank.embedding.lookup.received", COUNTER, "bytes", "Request frames, those that are refused too"),
    SENT("outrank.embedding.lookup.sent", COUNTER, "bytes", "Answer and error frames"),
    LOOKUPS("outrank.embedding.lookups", COUNTER, "lookups", "Lookups in one table", "model", "version"),
    IDS("outrank.embedding.ids", COUNTER, "ids", "Ids that were pooled", "model", "version"),
    DEFAULTED_IDS(
            "outrank.embedding.defaulted.ids",
            COUNTER,
            "ids",
            "Ids that a default row stood in for",
            "model",
            "version"),
    TABLE_LOOKUPS(
            "outrank.embedding.table.lookups", COUNTER, "lookups", "Lookups in a table", "model", "version", "table"),
    TABLE_IDS("outrank.embedding.table.ids", COUNTER, "ids", "Ids pooled from a table", "model", "version", "table"),
    TABLE_DEFAULTED_IDS(
            "outrank.embedding.table.defaulted.ids",
            COUNTER,
            "ids",
            "Ids that a default row of a table stood in for",
            "model",
            "version",
            "table"),
    TABLE_DISTINCT(
            "outrank.embedding.table.distinct",
            GAUGE,
            "ids",
            "Estimated distinct ids in one of 16 lookups in a table, over the last whole minute",
            "model",
            "version",
            "table"),
    QUEUE("outrank.embedding.queue", GAUGE, "requests", "Requests that wait for a pooling thread"),
    LIMIT(
            "outrank.embedding.limit",
            GAUGE,
            "requests",
            "Requests that may wait or be pooled at a time once the queue does not empty any more"),
    REFUSED(
            "outrank.embedding.refused",
            COUNTER,
            "requests",
            "Requests that found no place in the queue, for it was full or their priority's share of the limit was used",
            "priority"),
    HELD("outrank.embedding.held", GAUGE, "bytes", "Request frames that wait or are being answered"),
    VERSIONS(
            "outrank.embedding.versions",
            GAUGE,
            "versions",
            "Versions by what this process has of them: loading, loaded, draining or failed",
            "state"),
    MEMORY(
            "outrank.embedding.memory",
            GAUGE,
            "bytes",
            "Rows that are mapped from their files or copied into anonymous memory, and what of both is resident, and in huge pages (huge); the last two are counted when versions change, and after a scrape for the next one",
            "kind"),
    ENGINE(
            "outrank.embedding.engine",
            GAUGE,
            "engines",
            "1 for the kernels that pool, and the width of their registers",
            "provider",
            "bits");

    private final String meterName;
    private final MeterKind kind;
    private final String unit;
    private final String description;
    private final String tags;

    EmbeddingMetric(String meterName, MeterKind kind, String unit, String description, String... tags) {
        this.meterName = meterName;
        this.kind = kind;
        this.unit = unit;
        this.description = description;
        this.tags = String.join(",", tags);
    }

    @Override
    public String meterName() {
        return meterName;
    }

    @Override
    public MeterKind kind() {
        return kind;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(","));
    }

    @Override
    public String description() {
        return description;
    }

    /** Registers a gauge, whose source is held. */
    public <T> Gauge heldGauge(MeterRegistry registry, T source, ToDoubleFunction<T> value, String... values) {
        return Gauge.builder(meterName, source, value)
                .description(description)
                .baseUnit(unit)
                .tags(tagged(values))
                .strongReference(true)
                .register(registry);
    }
}
