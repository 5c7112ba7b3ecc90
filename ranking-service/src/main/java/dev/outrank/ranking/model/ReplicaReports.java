package dev.outrank.ranking.model;

import dev.outrank.ranking.lifetime.StopPhases;
import dev.outrank.ranking.observe.TrafficCounts;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ReplicaReporter;
import dev.outrank.registry.report.ServiceRole;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/** Tells the registry what this process has, from the application's start to its stop. Not started again. */
final class ReplicaReports implements SmartLifecycle {

    private final RegistryModelCatalog catalog;
    private final ReplicaReporter reporter;
    private volatile boolean running;

    /**
     * Makes reports that are not sent yet.
     *
     * @param reporters makes the sender of what it is given
     */
    ReplicaReports(
            RegistryModelCatalog catalog,
            TrafficCounts traffic,
            RankingMode mode,
            Function<Supplier<ReplicaReport>, ReplicaReporter> reporters) {
        this.catalog = catalog;
        this.reporter = reporters.apply(() -> report(catalog, traffic, mode));
    }

    static ReplicaReport report(RegistryModelCatalog catalog, TrafficCounts traffic, RankingMode mode) {
        VersionConditions conditions = catalog.conditions();
        return new ReplicaReport(
                ServiceRole.RANKING,
                null,
                mode == RankingMode.SINGULAR,
                conditions.revision(),
                conditions.versions(),
                null,
                traffic.reports());
    }

    @Override
    public void start() {
        catalog.onConditions(changed -> reporter.soon());
        reporter.start();
        running = true;
    }

    /** Now rather than with the other beans: by then the farewell would find the event loops gone. */
    @Override
    public void stop() {
        reporter.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A version that this ranking still answers with must not be taken from its shards. */
    @Override
    public int getPhase() {
        return StopPhases.AFTER_THE_LAST_REQUEST;
    }
}
