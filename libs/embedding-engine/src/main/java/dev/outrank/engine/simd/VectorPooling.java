package dev.outrank.engine.simd;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.MappedTable;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Pooling on the Vector API, in the widest registers this JVM uses. Use it only where the module {@code jdk.incubator.vector} is there. It knows
 * nothing of the kernels' interface, so that dependencies run one way, into this package.
 */
public final class VectorPooling {

    private VectorPooling() {}

    /** Returns the width of the registers in bits. */
    public static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    /** Writes {@code [bagCount, dim]} sums or means; the contract is that of {@code PoolingKernels.poolInto}. */
    public static void poolInto(
            MappedTable table,
            long[] localRows,
            int[] offsets,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        int dim = table.spec().dim();
        Rows rows = new Rows(table.rows(), table.spec().rowStride(), localRows);
        for (int b = 0; b < bagCount; b++) {
            int length = offsets[b + 1] - offsets[b];
            float divisor = pooling == Pooling.MEAN ? Math.max(length, 1) : 1;
            MemorySegment sums = out.asSlice(outOffsetBytes + b * outStrideBytes, (long) dim * Float.BYTES);
            if (weights == null) {
                PlainSums.poolInto(rows, offsets[b], offsets[b + 1], divisor, sums);
            } else {
                WeightedSums.poolInto(rows, weights, offsets[b], offsets[b + 1], divisor, sums);
            }
        }
    }
}
