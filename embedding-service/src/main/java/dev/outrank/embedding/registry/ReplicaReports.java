package dev.outrank.embedding.registry;

import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.VersionConditions;
import dev.outrank.registry.report.MemoryReport;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ReplicaReporter;
import dev.outrank.registry.report.ServiceRole;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/** Tells the registry what this process has, from the application's start to its stop. Not started again. */
final class ReplicaReports implements SmartLifecycle {

    private final ShardCatalog catalog;
    private final ReplicaReporter reporter;
    private volatile boolean running;

    /**
     * Makes reports that are not sent yet.
     *
     * @param memoryLimit bytes that there are for rows
     * @param reporters makes the sender of what it is given
     */
    ReplicaReports(
            ShardCatalog catalog, long memoryLimit, Function<Supplier<ReplicaReport>, ReplicaReporter> reporters) {
        this.catalog = catalog;
        this.reporter = reporters.apply(() -> report(catalog, memoryLimit));
    }

    static ReplicaReport report(ShardCatalog catalog, long memoryLimit) {
        VersionConditions conditions = catalog.conditions();
        return new ReplicaReport(
                ServiceRole.EMBEDDING,
                catalog.shard(),
                false,
                conditions.revision(),
                conditions.versions(),
                new MemoryReport(memoryLimit, conditions.rowsBytes()),
                List.of());
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
}
