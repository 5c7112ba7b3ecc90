package dev.outrank.embedding.shard;

import dev.outrank.embedding.metric.EmbeddingMetric;
import dev.outrank.engine.PoolingKernels;
import dev.outrank.registry.report.VersionReport.LoadState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Shows which versions there are, where their rows live, and what pools them. */
final class ShardMeters implements MeterBinder {

    private final ShardCatalog catalog;
    private final TableResidency residency;
    private final PoolingKernels kernels;

    ShardMeters(ShardCatalog catalog, TableResidency residency, PoolingKernels kernels) {
        this.catalog = catalog;
        this.residency = residency;
        this.kernels = kernels;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (LoadState state : LoadState.values()) {
            var _ = EmbeddingMetric.VERSIONS.heldGauge(
                    registry,
                    catalog,
                    known -> count(known, state),
                    state.name().toLowerCase(Locale.ROOT));
        }
        memory(registry, "mapped", shards -> sum(shards.catalog, LoadedVersion::mappedBytes));
        memory(registry, "copied", shards -> sum(shards.catalog, LoadedVersion::copiedBytes));
        memory(registry, "resident", shards -> shards.residency.latest().residentBytes());
        memory(registry, "huge", shards -> shards.residency.latest().hugePageBytes());
        var _ = EmbeddingMetric.ENGINE.heldGauge(
                registry, kernels, present -> 1, kernels.provider(), Integer.toString(kernels.bits()));
    }

    private void memory(MeterRegistry registry, String kind, ToLongFunction<ShardMeters> bytes) {
        var _ = EmbeddingMetric.MEMORY.heldGauge(registry, this, bytes::applyAsLong, kind);
    }

    private static long count(ShardCatalog catalog, LoadState state) {
        return catalog.conditions().versions().stream()
                .filter(version -> version.state() == state)
                .count();
    }

    private static long sum(ShardCatalog catalog, ToLongFunction<LoadedVersion> bytes) {
        try (ShardGeneration generation = catalog.lease()) {
            return generation.versions().stream().mapToLong(bytes).sum();
        }
    }
}
