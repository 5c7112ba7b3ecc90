package dev.outrank.bundle.plan;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.Manifest;
import java.util.List;

/**
 * Which rows of which table live on which shard.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param model the model's name
 * @param bundleFingerprint the fingerprint of the bundle that was planned
 * @param strategy the name of the strategy that made it
 * @param shards at least one; the shard at position i has index i
 */
public record ShardingPlan(
        int formatVersion, String model, String bundleFingerprint, String strategy, List<ShardSpec> shards) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public ShardingPlan {
        if (formatVersion != FORMAT_VERSION) {
            throw new BundleException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new BundleException("shards: [] (expected: at least one)");
        }
        for (int i = 0; i < shards.size(); i++) {
            if (shards.get(i).index() != i) {
                throw new BundleException(
                        "shards[" + i + "].index: " + shards.get(i).index() + " (expected: " + i + ", its position)");
            }
        }
    }

    /**
     * Checks that every row of every table is placed exactly once.
     *
     * @throws BundleException naming the table and the rows that are missing or placed twice
     */
    public void requireCovers(Manifest manifest) {
        PlanCoverage.check(this, manifest);
    }
}
