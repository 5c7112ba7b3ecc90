package dev.outrank.workbench.registry;

import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import java.util.Optional;

/**
 * An instance of a service that has reported lately.
 *
 * @param instance its name
 * @param ageMillis how long ago it reported
 * @param report what it said
 */
public record LiveReplica(String instance, long ageMillis, ReplicaReport report) {

    /** Returns whether it is a ranking. */
    public boolean isRanking() {
        return report.service() == ServiceRole.RANKING;
    }

    /** Returns what it says of a version, if anything. */
    public Optional<VersionReport> version(String model, String version) {
        return report.versions().stream()
                .filter(reported ->
                        reported.model().equals(model) && reported.version().equals(version))
                .findFirst();
    }
}
