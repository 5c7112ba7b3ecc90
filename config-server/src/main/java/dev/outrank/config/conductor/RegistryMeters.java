package dev.outrank.config.conductor;

import dev.outrank.config.metric.RegistryMetric;
import dev.outrank.config.registry.ModelLife;
import dev.outrank.config.registry.RegistryLife;
import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.Canary;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport.LoadState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Shows the registry and those who report to it, as the conductor saw them last. Thread-safe. */
final class RegistryMeters implements LookListener {

    private static final double ALL_PERCENT = 100;

    private final MultiGauge traffic;
    private volatile Seen seen = new Seen(new RegistryLife("", 0, List.of()), List.of());

    private record Seen(RegistryLife life, List<LiveReplica> replicas) {

        long versions(VersionState state) {
            return life.models().stream()
                    .flatMap(model -> model.entry().versions().stream())
                    .filter(version -> version.state() == state)
                    .count();
        }

        long replicas(ServiceRole service, Progress progress) {
            return replicas.stream()
                    .filter(replica -> replica.report().service() == service && Progress.of(replica) == progress)
                    .count();
        }
    }

    /** What a replica is at. */
    private enum Progress {
        READY,
        LOADING,
        FAILED;

        static Progress of(LiveReplica replica) {
            if (has(replica, LoadState.FAILED)) {
                return FAILED;
            }
            return has(replica, LoadState.LOADING) ? LOADING : READY;
        }

        private static boolean has(LiveReplica replica, LoadState state) {
            return replica.report().versions().stream().anyMatch(version -> version.state() == state);
        }
    }

    RegistryMeters(MeterRegistry registry) {
        RegistryMetric.REVISION.gauge(
                registry, this, meters -> meters.seen.life().revision());
        for (VersionState state : VersionState.values()) {
            RegistryMetric.VERSIONS.gauge(registry, this, meters -> meters.seen.versions(state), tag(state));
        }
        for (ServiceRole service : ServiceRole.values()) {
            for (Progress progress : Progress.values()) {
                RegistryMetric.REPLICAS.gauge(
                        registry, this, meters -> meters.seen.replicas(service, progress), tag(service), tag(progress));
            }
        }
        this.traffic = RegistryMetric.TRAFFIC.gauges(registry);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void looked(RegistryLife life, List<LiveReplica> replicas) {
        boolean changed = life.revision() != seen.life().revision();
        seen = new Seen(life, replicas);
        if (changed) {
            traffic.register(
                    life.models().stream().flatMap(RegistryMeters::shares).toList(), true);
        }
    }

    private static Stream<MultiGauge.Row<?>> shares(ModelLife model) {
        ModelEntry entry = model.entry();
        String stable = entry.activeVersion();
        Canary canary = entry.canary();
        if (stable == null) {
            return Stream.of();
        }
        if (canary == null) {
            return Stream.of(RegistryMetric.TRAFFIC.row(ALL_PERCENT, entry.name(), stable, "stable"));
        }
        return Stream.of(
                RegistryMetric.TRAFFIC.row(ALL_PERCENT - canary.percent(), entry.name(), stable, "stable"),
                RegistryMetric.TRAFFIC.row(canary.percent(), entry.name(), canary.version(), "canary"));
    }
}
