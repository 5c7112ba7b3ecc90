package dev.outrank.config.registry;

import java.util.List;

/**
 * What the files of a version were found to be.
 *
 * @param bundleFingerprint the bundle's fingerprint
 * @param shards those of embedding, in their order
 */
record InspectedFiles(String bundleFingerprint, List<ShardFacts> shards) {
    InspectedFiles {
        shards = List.copyOf(shards);
    }
}
