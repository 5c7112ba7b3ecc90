package dev.outrank.ranking.model;

import dev.outrank.registry.VersionEntry;
import java.net.URI;

/**
 * Tells loaded versions apart: also one that was registered anew under an old name.
 *
 * @param model the model's name
 * @param version the version's name
 * @param bundle where its bundle is
 * @param shards where its plan is
 * @param bundleFingerprint what the bundle is
 */
record VersionKey(String model, String version, URI bundle, URI shards, String bundleFingerprint) {

    static VersionKey of(String model, VersionEntry entry) {
        return new VersionKey(model, entry.version(), entry.bundle(), entry.shards(), entry.bundleFingerprint());
    }
}
