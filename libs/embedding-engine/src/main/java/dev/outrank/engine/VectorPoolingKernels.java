package dev.outrank.engine;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.MappedTable;
import dev.outrank.engine.simd.VectorPooling;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Kernels on the Vector API. Use them only where the module {@code jdk.incubator.vector} is there. */
final class VectorPoolingKernels implements PoolingKernels {

    @Override
    public String provider() {
        return "vector-" + VectorPooling.bits();
    }

    @Override
    public void poolInto(
            MappedTable table,
            long[] localRows,
            int[] offsets,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        VectorPooling.poolInto(
                table, localRows, offsets, bagCount, weights, pooling, out, outOffsetBytes, outStrideBytes);
    }
}
