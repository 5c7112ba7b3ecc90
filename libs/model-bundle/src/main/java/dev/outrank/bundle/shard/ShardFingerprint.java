package dev.outrank.bundle.shard;

import dev.outrank.bundle.internal.Sha256;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardingPlan;
import java.nio.ByteBuffer;

/**
 * What tells two packed shards apart: the bundle, the shard's place in the plan, and what it holds.
 *
 * <p>A plan's strategy and its numbers of replicas do not count: another number of replicas needs no new packing.
 */
public final class ShardFingerprint {

    private ShardFingerprint() {}

    /**
     * Returns the first 8 bytes, big-endian, of the SHA-256 of this UTF-8 text, each line ended by {@code '\n'}:
     *
     * <pre>
     *   outrank-shard 1
     *   &lt;bundle fingerprint&gt;
     *   &lt;model&gt; &lt;shard&gt; &lt;packed shards&gt;
     *   &lt;table&gt; &lt;firstRow&gt; &lt;endRow&gt;        for each placement, in order; then a space and the
     *                                      type, where the plan's dtypes name the table
     * </pre>
     *
     * @throws IndexOutOfBoundsException if the plan has no such shard
     */
    public static long of(ShardingPlan plan, int shard) {
        StringBuilder text = new StringBuilder("outrank-shard 1\n")
                .append(plan.bundleFingerprint())
                .append('\n')
                .append(plan.model() + " " + shard + " " + plan.packed().size() + "\n");
        for (Placement placement : plan.packed().get(shard).placements()) {
            ElementType dtype = plan.dtypes().get(placement.table());
            text.append(placement.table() + " " + placement.firstRow() + " " + placement.endRow())
                    .append(dtype == null ? "\n" : " " + dtype.jsonName() + "\n");
        }
        return ByteBuffer.wrap(Sha256.ofText(text.toString())).getLong();
    }
}
