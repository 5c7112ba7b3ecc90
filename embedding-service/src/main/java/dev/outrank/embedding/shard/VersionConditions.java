package dev.outrank.embedding.shard;

import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this process has of the versions that it knows, as it reports that. Immutable.
 *
 * @param revision of the snapshot that was applied last; 0 before the first
 * @param versions those that are wanted, in the registry's order, but for those whose plans have fewer shards; then those that only have lookups left, which are left out where their name is wanted
 *     anew; fingerprints are those of the shards
 * @param rowsBytes of the rows of all of them that are in memory, mapped or copied
 */
public record VersionConditions(long revision, List<VersionReport> versions, long rowsBytes) {

    public VersionConditions {
        versions = List.copyOf(versions);
    }

    /** Returns the conditions, {@code wanted} by content in the registry's order. */
    static VersionConditions of(
            long revision, Set<WantedVersion> wanted, ShardGenerations generations, VersionLoads loads) {
        Map<VersionKey, VersionReport> reports = new LinkedHashMap<>();
        for (WantedVersion content : wanted) {
            if (!loads.isElsewhere(content)) {
                reports.put(content.key(), report(content, generations, loads));
            }
        }
        generations
                .draining()
                .forEach(version -> reports.putIfAbsent(version.key(), loaded(version, LoadState.DRAINING)));
        long bytes = Stream.concat(generations.versions().stream(), generations.draining().stream())
                .mapToLong(LoadedVersion::rowsBytes)
                .sum();
        return new VersionConditions(revision, List.copyOf(reports.values()), bytes);
    }

    /** Returns what became of a version that is wanted; one that failed stays so while it is tried again. */
    private static VersionReport report(WantedVersion content, ShardGenerations generations, VersionLoads loads) {
        VersionKey key = content.key();
        LoadFailure failure = loads.failure(content);
        return generations
                .of(content)
                .map(version -> loaded(version, LoadState.LOADED))
                .orElseGet(() -> failure == null
                        ? new VersionReport(key.model(), key.version(), LoadState.LOADING, null, null)
                        : new VersionReport(
                                key.model(),
                                key.version(),
                                LoadState.FAILED,
                                null,
                                failure.version().reason()));
    }

    private static VersionReport loaded(LoadedVersion version, LoadState state) {
        String fingerprint = HexFormat.of().toHexDigits(version.header().fingerprint());
        return new VersionReport(version.key().model(), version.key().version(), state, fingerprint, null);
    }

    boolean isLoading(VersionKey key) {
        return versions.stream()
                .anyMatch(report -> report.state() == LoadState.LOADING
                        && report.model().equals(key.model())
                        && report.version().equals(key.version()));
    }
}
