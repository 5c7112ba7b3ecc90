package dev.outrank.embedding.load;

import dev.outrank.embedding.load.TableLoad.Counts;
import dev.outrank.embedding.metric.EmbeddingMetric;
import dev.outrank.embedding.shard.VersionKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The meters of one table, or of all those that have none of their own. */
final class TableSeries {

    private final Counter lookups;
    private final Counter ids;
    private final Counter defaultedIds;
    private final Meter distinctMeter;
    private volatile double distinct;

    TableSeries(MeterRegistry registry, VersionKey version, String table) {
        String[] tags = {version.model(), version.version(), table};
        this.lookups = EmbeddingMetric.TABLE_LOOKUPS.counter(registry, tags);
        this.ids = EmbeddingMetric.TABLE_IDS.counter(registry, tags);
        this.defaultedIds = EmbeddingMetric.TABLE_DEFAULTED_IDS.counter(registry, tags);
        this.distinctMeter = EmbeddingMetric.TABLE_DISTINCT.heldGauge(registry, this, series -> series.distinct, tags);
    }

    void add(Counts counts) {
        lookups.increment((double) counts.lookups());
        ids.increment((double) counts.ids());
        defaultedIds.increment((double) counts.defaultedIds());
    }

    void distinct(double estimate) {
        distinct = estimate;
    }

    void removeFrom(MeterRegistry registry) {
        List.of(lookups, ids, defaultedIds, distinctMeter).forEach(registry::remove);
    }
}
