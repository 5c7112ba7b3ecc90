package dev.outrank.config.conductor;

import dev.outrank.config.registry.ModelLife;
import dev.outrank.config.registry.RegistryLife;
import dev.outrank.config.registry.ShardFacts;
import dev.outrank.config.registry.VersionLife;
import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.Canary;
import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Registries with one model of two shards, and reports about it. */
final class Registries {

    static final String MODEL = "clicks";
    static final long SINCE = 5;

    private Registries() {}

    static VersionLife version(String name, VersionState state) {
        return version(name, state, null, null);
    }

    static VersionLife superseded(String name, VersionState state, long revision) {
        return version(name, state, null, revision);
    }

    static VersionLife exchanged(String name, VersionState state, String... holders) {
        return version(name, state, List.of(holders), null);
    }

    private static VersionLife version(
            String name, VersionState state, @Nullable List<String> holders, @Nullable Long supersededRevision) {
        return new VersionLife(
                new VersionEntry(
                        name,
                        state,
                        URI.create("file:///b/"),
                        URI.create("file:///s/"),
                        bundle(name),
                        holders == null ? MemoryMode.BESIDE : MemoryMode.REPLACE,
                        holders,
                        null),
                SINCE,
                supersededRevision,
                List.of(new ShardFacts(0, fingerprint(name, 0), 10), new ShardFacts(1, fingerprint(name, 1), 10)));
    }

    static String bundle(String version) {
        return "bundle-of-" + version;
    }

    static String fingerprint(String version, int shard) {
        return "shard-" + shard + "-of-" + version;
    }

    static RegistryLife registry(@Nullable String active, VersionLife... versions) {
        return registry(active, null, versions);
    }

    static RegistryLife registry(@Nullable String active, @Nullable Canary canary, VersionLife... versions) {
        List<VersionEntry> entries = Stream.of(versions).map(VersionLife::entry).toList();
        ModelEntry entry = new ModelEntry(MODEL, active, canary, false, entries);
        return new RegistryLife("a", SINCE, List.of(new ModelLife(entry, List.of(versions))));
    }

    static VersionReport loadedByRanking(String version) {
        return new VersionReport(MODEL, version, LoadState.LOADED, bundle(version), null);
    }

    static VersionReport loaded(String version, int shard) {
        return new VersionReport(MODEL, version, LoadState.LOADED, fingerprint(version, shard), null);
    }

    static VersionReport in(LoadState state, String version) {
        return new VersionReport(MODEL, version, state, bundle(version), null);
    }

    static VersionReport failed(String version, String reason) {
        return new VersionReport(MODEL, version, LoadState.FAILED, null, reason);
    }

    static LiveReplica ranking(String instance, VersionReport... versions) {
        return replica(instance, null, false, SINCE, versions);
    }

    static LiveReplica singular(String instance, VersionReport... versions) {
        return replica(instance, null, true, SINCE, versions);
    }

    static LiveReplica embedding(String instance, int shard, VersionReport... versions) {
        return replica(instance, shard, false, SINCE, versions);
    }

    static LiveReplica replica(
            String instance, @Nullable Integer shard, boolean singular, long revision, VersionReport... versions) {
        return new LiveReplica(
                instance,
                Duration.ZERO,
                new ReplicaReport(
                        shard == null ? ServiceRole.RANKING : ServiceRole.EMBEDDING,
                        shard,
                        singular,
                        revision,
                        List.of(versions),
                        null,
                        List.of()));
    }
}
