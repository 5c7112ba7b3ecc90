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

    /** Rows that are read ahead at a time; on Zen 5 it did better than 32 and 64. Of a longer bag only that many are. */
    private static final int TOUCHED_ROWS = 128;

    /** Of wide rows fewer, so that they are still in the second cache when they are summed. */
    private static final int TOUCHED_BYTES = 128 << 10;

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
        Batch batch = new Batch(rows, localRows, offsets, bagCount, weights, out, outOffsetBytes, outStrideBytes);
        batch.requireBags();
        if (rows.dtype() == ElementType.FLOAT16) {
            poolUnpacked(batch);
        } else if (rows.dtype() == ElementType.FLOAT32 && batch.hasOneRowABag()) {
            Float32Singles.pool(batch);
        } else if (rows.dtype() == ElementType.FLOAT32 && batch.rowCount() > (long) LONGEST_TOUCHED * bagCount) {
            Float32Sums.pool(batch, 0, bagCount);
        } else {
            poolTouched(batch, rows.dtype());
        }
        if (pooling == Pooling.MEAN) {
            Means.divideInPlace(batch);
        }
    }

    /** Some bags at a time: unpacks their rows, then sums them. */
    private static void poolUnpacked(Batch batch) {
        Float16Rows rows = Float16Rows.ofThread(batch.dim());
        int capacity = rows.capacity(batch.dim());
        int first = 0;
        while (first < batch.bagCount()) {
            int end = batch.endOfChunk(first, capacity);
            int from = batch.offset(first);
            int to = batch.offset(end);
            if (to - from <= capacity) {
                rows.unpack(batch, from, to);
                Float16Sums.pool(batch, first, end, rows.floats());
            } else {
                poolUnpacked(batch, first, rows, capacity);
            }
            first = end;
        }
    }

    /** One bag of more rows than fit. */
    private static void poolUnpacked(Batch batch, int bag, Float16Rows rows, int capacity) {
        float[] sums = rows.zeroedSums(batch.dim());
        int end = batch.offset(bag + 1);
        for (int from = batch.offset(bag); from < end; from += capacity) {
            int count = Math.min(capacity, end - from);
            rows.unpack(batch, from, from + count);
            Float16Sums.addInto(sums, batch, from, count, rows.floats());
        }
        Float16Sums.store(sums, batch, bag);
    }

    /** Some bags at a time: reads ahead, then sums. */
    private static void poolTouched(Batch batch, ElementType dtype) {
        int ahead = Math.clamp(TOUCHED_BYTES / batch.rowBytes(), 1, TOUCHED_ROWS);
        int first = 0;
        while (first < batch.bagCount()) {
            int end = batch.endOfChunk(first, ahead);
            int from = batch.offset(first);
            Touch.rows(batch, from, Math.min(batch.offset(end), from + ahead));
            switch (dtype) {
                case FLOAT32 -> Float32Sums.pool(batch, first, end);
                case INT8 -> Int8Sums.pool(batch, first, end);
                case INT4 -> Int4Sums.pool(batch, first, end);
                case FLOAT16 ->
                    throw new IllegalArgumentException("dtype: float16 (expected: one that is not unpacked)");
            }
            first = end;
        }
    }
}
