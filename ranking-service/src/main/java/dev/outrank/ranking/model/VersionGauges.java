package dev.outrank.ranking.model;

import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.registry.report.VersionReport.LoadState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** Shows how many versions are in each state here, as this process tells the registry. */
final class VersionGauges implements MeterBinder {

    private final RegistryModelCatalog catalog;

    VersionGauges(RegistryModelCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (LoadState state : LoadState.values()) {
            RankingMetric.VERSIONS
                    .gauge(catalog, all -> count(all, state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private static long count(RegistryModelCatalog catalog, LoadState state) {
        return catalog.conditions().versions().stream()
                .filter(version -> version.state() == state)
                .count();
    }
}
