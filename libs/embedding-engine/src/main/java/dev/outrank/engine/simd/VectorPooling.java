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

    /** Rows that are read ahead at a time, as many as did best on Cascade Lake. */
    private static final int TOUCHED_ROWS = 32;

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
        float[] floats = new float[8 * FloatVector.SPECIES_PREFERRED.length()];
        Bag bag = new Bag(rows, localRows, weights, pooling, out, floats);
        int touchedTo = bagCount == 0 ? 0 : offsets[0];
        for (int b = 0; b < bagCount; b++) {
            int from = offsets[b];
            int to = offsets[b + 1];
            if (to > touchedTo && to - from <= longestTouched(rows.dtype())) {
                touchedTo = Math.min(from + TOUCHED_ROWS, offsets[bagCount]);
                Touch.rows(rows, localRows, from, touchedTo);
            }
            bag.moveTo(from, to, outOffsetBytes + b * outStrideBytes);
            switch (rows.dtype()) {
                case FLOAT32 -> Float32Sums.pool(bag);
                case FLOAT16 -> Float16Sums.pool(bag);
                case INT8 -> Int8Sums.pool(bag);
                case INT4 -> Int4Sums.pool(bag);
            }
        }
    }

    /**
     * Returns how long the bags are that are worth reading ahead for, in rows. Within a long bag the CPU overlaps the misses of several rows by itself, but
     * not across bags, and less so where a row is converted by way of an array. From trials on Zen 5, on a
     * noisy machine.
     */
    private static int longestTouched(ElementType dtype) {
        return switch (dtype) {
            case FLOAT32, INT8, INT4 -> 8;
            case FLOAT16 -> 256;
        };
    }
}
