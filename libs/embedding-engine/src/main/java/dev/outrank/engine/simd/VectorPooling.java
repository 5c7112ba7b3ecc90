package dev.outrank.engine.simd;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Pooling on the Vector API, in the widest registers this JVM uses. Use it only where the module {@code jdk.incubator.vector} is there. It knows
 * nothing of the kernels' interface, so that dependencies run one way, into this package.
 */
public final class VectorPooling {

    /** Registers that a quarter of is no vector of bytes. */
    private static final int LEAST_BITS_FOR_BYTES = 256;

    /** Rows of float32 that are read ahead at a time; 64 and 128 did alike on Zen 5, and better than 32. */
    private static final int TOUCHED_ROWS = 64;

    /**
     * Rows of float32 a bag, on average, up to which they are read ahead. Within a long bag the CPU overlaps the misses of several rows by itself, but not
     * across bags. From trials on Zen 5.
     */
    private static final int LONGEST_TOUCHED = 8;

    private VectorPooling() {}

    /** Returns the width of the registers in bits. */
    public static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    /** Returns whether rows of a type can be pooled here: of narrow registers only float32 makes full use. */
    public static boolean pools(ElementType dtype) {
        return dtype == ElementType.FLOAT32 || bits() >= LEAST_BITS_FOR_BYTES;
    }

    /** Writes {@code [bagCount, dim]} sums or means; the contract is that of {@code PoolingKernels.poolInto}. */
    public static void poolInto(
            RowMatrix rows,
            long[] localRows,
            int[] offsets,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        Batch batch =
                new Batch(rows, localRows, offsets, bagCount, weights, pooling, out, outOffsetBytes, outStrideBytes);
        switch (rows.dtype()) {
            case FLOAT32 -> poolFloat32(batch);
            case FLOAT16, INT8, INT4 -> new StagedPooling(batch, rows.dtype()).pool();
        }
    }

    private static void poolFloat32(Batch batch) {
        int bagCount = batch.bagCount();
        if (batch.hasOneRowABag()) {
            Float32Singles.pool(batch);
        } else if (batch.offset(bagCount) - batch.offset(0) > (long) LONGEST_TOUCHED * bagCount) {
            Float32Sums.pool(batch, 0, bagCount);
        } else {
            int first = 0;
            while (first < bagCount) {
                int end = batch.endOfChunk(first, TOUCHED_ROWS);
                Touch.rows(batch, batch.offset(first), batch.offset(end));
                Float32Sums.pool(batch, first, end);
                first = end;
            }
        }
    }
}
