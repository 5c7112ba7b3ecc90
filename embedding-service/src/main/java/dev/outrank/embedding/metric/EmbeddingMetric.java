package dev.outrank.embedding.metric;

import java.util.List;

/** Every meter of this service. Tags are names of the registry, never words of a caller. */
public enum EmbeddingMetric {
    /** Counter: requests by how they ended, {@code pooled}, {@code cancelled} or an error's code. */
    REQUESTS("outrank.embedding.requests", "requests", "outcome"),
    /** Timer: one stage of one request, {@code shard.queue}, {@code shard.decode}, {@code shard.pool} or {@code shard.encode}. */
    STAGE("outrank.embedding.stage", "seconds", "stage"),
    /** Counter: lookups in one table. */
    LOOKUPS("outrank.embedding.lookups", "lookups", "model", "version"),
    /** Counter: ids that were pooled. */
    IDS("outrank.embedding.ids", "ids", "model", "version"),
    /** Counter: ids that a default row stood in for. */
    DEFAULTED_IDS("outrank.embedding.ids.defaulted", "ids", "model", "version"),
    /** Gauge: requests that wait for a pooling thread. */
    QUEUE("outrank.embedding.queue", "requests"),
    /** Gauge: requests that may wait or be pooled at a time once the queue does not empty any more. */
    LIMIT("outrank.embedding.limit", "requests"),
    /** Counter: requests that found no place in the queue, for it was full or their priority's share of the limit was used. */
    REFUSED("outrank.embedding.refused", "requests", "priority"),
    /** Gauge: bytes of the request frames that wait or are being answered. */
    HELD("outrank.embedding.held", "bytes"),
    /** Gauge: versions that answer lookups. */
    VERSIONS("outrank.embedding.versions", "versions"),
    /** Gauge: versions that could not be loaded. */
    FAILED_VERSIONS("outrank.embedding.failed", "versions"),
    /** Gauge: bytes of the rows that are mapped from their files. */
    MAPPED("outrank.embedding.mapped", "bytes"),
    /** Gauge: bytes of the rows that are copied into anonymous memory. */
    COPIED("outrank.embedding.copied", "bytes"),
    /** Gauge: bytes of the rows, mapped or copied, that are in memory; counted when versions change, and after a scrape for the next one. */
    RESIDENT("outrank.embedding.resident", "bytes"),
    /** Gauge: bytes of the rows that are in memory in huge pages; as old as those that are resident. */
    HUGE_PAGES("outrank.embedding.hugepages", "bytes"),
    /** Gauge: time since the registry last answered. */
    REGISTRY_STALENESS("outrank.embedding.registry.staleness", "seconds");

    private final String meterName;
    private final String unit;
    private final String tags;

    EmbeddingMetric(String meterName, String unit, String... tags) {
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
