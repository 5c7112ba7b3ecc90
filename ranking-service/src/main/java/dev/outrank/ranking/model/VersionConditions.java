package dev.outrank.ranking.model;

import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this process has of the versions that it knows, as it reports that. Immutable.
 *
 * @param revision of the snapshot that was applied last; 0 before the first
 * @param versions those that are wanted, then those that only have requests left, which are left out where their name is wanted anew; fingerprints are those of the bundles
 */
record VersionConditions(long revision, List<VersionReport> versions) {

    VersionConditions {
        versions = List.copyOf(versions);
    }

    static VersionConditions of(long revision, Map<VersionKey, VersionStatus> wanted, List<VersionKey> draining) {
        Map<List<String>, VersionReport> reports = new LinkedHashMap<>();
        wanted.forEach((key, status) -> reports.put(name(key), report(key, status)));
        draining.forEach(key -> reports.putIfAbsent(
                name(key),
                new VersionReport(key.model(), key.version(), LoadState.DRAINING, key.bundleFingerprint(), null)));
        return new VersionConditions(revision, List.copyOf(reports.values()));
    }

    private static List<String> name(VersionKey key) {
        return List.of(key.model(), key.version());
    }

    private static VersionReport report(VersionKey key, VersionStatus status) {
        return switch (status) {
            case VersionStatus.Serving serving ->
                new VersionReport(key.model(), key.version(), LoadState.LOADED, key.bundleFingerprint(), null);
            case VersionStatus.Loading loading ->
                new VersionReport(key.model(), key.version(), LoadState.LOADING, null, null);
            case VersionStatus.Failed(String reason) ->
                new VersionReport(key.model(), key.version(), LoadState.FAILED, null, reason);
        };
    }
}
