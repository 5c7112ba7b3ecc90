package dev.outrank.config.report;

import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import java.time.Duration;
import java.util.Optional;

/**
 * An instance that reported not long ago.
 *
 * @param instance its name, the same over its restarts
 * @param age of its report
 * @param report what it said last
 */
public record LiveReplica(String instance, Duration age, ReplicaReport report) {

    /** Returns whether it is a ranking. */
    public boolean isRanking() {
        return report.service() == ServiceRole.RANKING;
    }

    /** Returns whether it serves a shard's tables. */
    public boolean servesShard(int shard) {
        Integer served = report.shard();
        return served != null && served == shard;
    }

    /** Returns what it has of a version. */
    public Optional<VersionReport> version(String model, String version) {
        return report.versions().stream()
                .filter(entry -> entry.model().equals(model) && entry.version().equals(version))
                .findFirst();
    }
}
