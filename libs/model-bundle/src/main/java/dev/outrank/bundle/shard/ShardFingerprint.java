package dev.outrank.bundle.shard;

import dev.outrank.bundle.internal.Sha256;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import java.nio.ByteBuffer;

/** What tells two packed shards apart: bundle, plan and index. */
public final class ShardFingerprint {

    private ShardFingerprint() {}

    /**
     * Returns the first 8 bytes, big-endian, of SHA-256 over the bundle's fingerprint, the plan's canonical JSON and the shard's index in
     * decimal, with a newline between them.
     */
    public static long of(ShardingPlan plan, int shard) {
        String text = plan.bundleFingerprint() + "\n" + PlanFormat.toJson(plan) + "\n" + shard;
        return ByteBuffer.wrap(Sha256.ofText(text)).getLong();
    }
}
