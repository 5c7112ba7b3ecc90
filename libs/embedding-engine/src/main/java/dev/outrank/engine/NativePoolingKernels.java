package dev.outrank.engine;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.avx512.Avx512Pooling;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Kernels in C, see {@code avx512}. Their rows are never those of a mapped file: where that is truncated C would take the process along. Bags of very many rows
 * are left to the scalar kernels, so that the garbage collector need not wait for them.
 */
final class NativePoolingKernels implements PoolingKernels {

    /** Rows; at up to 100 ns each the collector waits for 7 ms. */
    private static final int LONGEST_BAG = 1 << 16;

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
        if (hasVeryLongBag(offsets, bagCount)) {
            interruptible.poolInto(
                    rows, localRows, offsets, bagCount, weights, pooling, out, outOffsetBytes, outStrideBytes);
        } else {
            avx512.poolInto(rows, localRows, offsets, bagCount, weights, pooling, out, outOffsetBytes, outStrideBytes);
        }
    }

    private static boolean hasVeryLongBag(int[] offsets, int bagCount) {
        for (int bag = 0; bag < bagCount; bag++) {
            if (offsets[bag + 1] - offsets[bag] > LONGEST_BAG) {
                return true;
            }
        }
        return false;
    }
}
