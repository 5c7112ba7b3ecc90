package dev.outrank.engine;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.avx512.Avx512Pooling;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Kernels in C, see {@code avx512}. Their rows are never those of a mapped file: where that is truncated C would take the process along. A bag of very many rows is
 * left to the scalar kernels, so that the garbage collector need not wait for it.
 */
final class NativePoolingKernels implements PoolingKernels {

    private final Avx512Pooling avx512;
    private final PoolingKernels interruptible = new ScalarPoolingKernels();

    NativePoolingKernels(Avx512Pooling avx512) {
        this.avx512 = avx512;
    }

    @Override
    public String provider() {
        return "native-avx512";
    }

    @Override
    public int bits() {
        return 512;
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
        int bag = 0;
        while (true) {
            bag = avx512.poolInto(
                    rows, localRows, offsets, bag, bagCount, weights, pooling, out, outOffsetBytes, outStrideBytes);
            if (bag == bagCount) {
                return;
            }
            interruptible.poolInto(
                    rows,
                    localRows,
                    new int[] {offsets[bag], offsets[bag + 1]},
                    1,
                    weights,
                    pooling,
                    out,
                    outOffsetBytes + bag * outStrideBytes,
                    outStrideBytes);
            bag++;
        }
    }
}
