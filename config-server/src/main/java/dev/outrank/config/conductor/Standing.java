package dev.outrank.config.conductor;

import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.report.VersionReport;
import java.util.Optional;

/** How far one instance is with one version. */
sealed interface Standing {

    /** It answers with exactly what was registered. */
    record Loaded() implements Standing {}

    /** It has not said what became of it yet. */
    record Pending() implements Standing {}

    /**
     * It cannot.
     *
     * @param reason what it said
     */
    record Failed(String reason) implements Standing {}

    /**
     * Returns how far an instance is.
     *
     * @param fingerprint what it must have loaded
     * @param since the revision that asked for it; what was said before that counts for nothing
     */
    static Standing of(LiveReplica replica, String model, String version, String fingerprint, long since) {
        Optional<VersionReport> found = replica.version(model, version);
        if (found.isEmpty() || replica.report().revision() < since) {
            return new Pending();
        }
        VersionReport report = found.get();
        return switch (report.state()) {
            case LOADED ->
                fingerprint.equals(report.fingerprint())
                        ? new Loaded()
                        : new Failed("fingerprint: " + report.fingerprint() + " is loaded (expected: " + fingerprint
                                + ", the registered one; publish changed files as a new version)");
            case LOADING, DRAINING -> new Pending();
            case FAILED -> new Failed(String.valueOf(report.reason()));
        };
    }

    /** Returns whether it answers. */
    default boolean isLoaded() {
        return this instanceof Loaded;
    }
}
