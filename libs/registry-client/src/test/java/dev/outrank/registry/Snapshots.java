package dev.outrank.registry;

import java.net.URI;
import java.util.List;

/** Snapshots to test with. */
final class Snapshots {

    private Snapshots() {}

    /** Returns a snapshot with one model whose version is named by the revision. */
    static RegistrySnapshot of(long revision) {
        String version = "v" + revision;
        return new RegistrySnapshot(
                revision, List.of(new ModelEntry("clicks", version, List.of(version(version, VersionState.SERVING)))));
    }

    static RegistrySnapshot empty(long revision) {
        return new RegistrySnapshot(revision, List.of());
    }

    static VersionEntry version(String version, VersionState state) {
        return new VersionEntry(
                version,
                state,
                URI.create("file:///models/clicks/"),
                URI.create("file:///models/clicks-packed/"),
                "ab".repeat(32));
    }
}
