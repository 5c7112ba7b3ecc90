package dev.outrank.workbench.release;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardFingerprint;
import java.nio.file.Path;

/** Reads all of a bundle and its packed shards, and refuses what is damaged or does not belong together: before services find out, one by one. */
final class PackageCheck {

    private static final String AGAIN = "; pack it anew, by 'outrank pack' or by deleting the directory";

    private PackageCheck() {}

    /**
     * Checks every checksum, and that the plan is the bundle's and the shards are the plan's.
     *
     * @return the bundle
     * @throws BundleException naming the file, what is wrong and what to do
     */
    static Bundle check(Path bundleDirectory, Path packed) {
        Bundle bundle = Bundle.open(bundleDirectory);
        bundle.verifyChecksums(bytes -> {});
        Path file = packed.resolve(PlanFormat.FILE_NAME);
        ShardingPlan plan = PlanFormat.read(file);
        if (!plan.bundleFingerprint().equals(bundle.fingerprint())) {
            throw new BundleException(file + ": bundleFingerprint: " + plan.bundleFingerprint() + " (expected: "
                    + bundle.fingerprint() + ", the bundle's; it was planned for another bundle" + AGAIN + ")");
        }
        plan.requireCovers(bundle.manifest());
        for (int shard = 0; shard < plan.packed().size(); shard++) {
            checkShard(packed.resolve(PackedShard.directoryName(shard)), plan, shard);
        }
        return bundle;
    }

    private static void checkShard(Path directory, ShardingPlan plan, int shard) {
        try (PackedShard opened = PackedShard.open(directory)) {
            long expected = ShardFingerprint.of(plan, shard);
            if (opened.header().shard() != shard || opened.header().fingerprint() != expected) {
                throw new BundleException(directory + ": shard "
                        + opened.header().shard() + ", fingerprint "
                        + Long.toHexString(opened.header().fingerprint()) + " (expected: " + shard + ", "
                        + Long.toHexString(expected) + ", of plan.json; it was packed from another plan" + AGAIN + ")");
            }
            opened.verifyChecksums();
        }
    }
}
