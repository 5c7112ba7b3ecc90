package dev.outrank.engine;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.rows.RowMatrix;
import dev.outrank.engine.simd.VectorPooling;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Kernels on the Vector API. Use them only where the module {@code jdk.incubator.vector} is there. Where registers have 128 bits the types other than
 * float32 are pooled by the scalar kernels.
 */
final class VectorPoolingKernels implements PoolingKernels {

    private final PoolingKernels narrow = new ScalarPoolingKernels();

    @Override
    public String provider() {
        return "vector-" + VectorPooling.bits();
    }

    @Override
    public int bits() {
        return VectorPooling.bits();
    }

    @Override
    public void poolInto(
            RowMatrix rows,
            long[] localRows,
            int[] offsets,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        if (VectorPooling.pools(rows.dtype())) {
            VectorPooling.poolInto(
                    rows, localRows, offsets, bagCount, weights, pooling, out, outOffsetBytes, outStrideBytes);
        } else {
            narrow.poolInto(rows, localRows, offsets, bagCount, weights, pooling, out, outOffsetBytes, outStrideBytes);
        }
    }
}
