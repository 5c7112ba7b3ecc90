package dev.outrank.engine.simd;

import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bags of a call: which rows, with which weights, and where the vectors go. Immutable, but for what its arrays and segments are.
 *
 * <p>Parts of rows are taken as slices of a constant size, so that one check of bounds stands for all the registers in it. Vectors are not: where the output is
 * on the heap at times and at times is not, a slice of it would be an object that the JIT compiler cannot do without.
 */
final class Batch {

    private final MemorySegment memory;
    private final long strideBytes;
    private final long tableRows;
    private final int dim;
    private final int rowBytes;
    private final long[] localRows;
    private final int[] offsets;
    private final int bagCount;
    private final float @Nullable [] weights;
    private final MemorySegment out;
    private final long outOffsetBytes;
    private final long outStrideBytes;

    Batch(
            RowMatrix rows,
            long[] localRows,
            int[] offsets,
            int bagCount,
            float @Nullable [] weights,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        this.memory = rows.memory();
        this.strideBytes = rows.strideBytes();
        this.tableRows = rows.rowCount();
        this.dim = rows.dim();
        this.rowBytes = Math.toIntExact(rows.dtype().rowBytes(rows.dim()));
        this.localRows = localRows;
        this.offsets = offsets;
        this.bagCount = bagCount;
        this.weights = weights;
        this.out = out;
        this.outOffsetBytes = outOffsetBytes;
        this.outStrideBytes = outStrideBytes;
    }

    int dim() {
        return dim;
    }

    int rowBytes() {
        return rowBytes;
    }

    int bagCount() {
        return bagCount;
    }

    /** Returns the position of a bag's first row; that of the bag after the last is where the rows end. */
    int offset(int bag) {
        return offsets[bag];
    }

    /**
     * Checks that bags are within the rows, and come one after another.
     *
     * @throws IndexOutOfBoundsException if they do not
     */
    void requireBags() {
        for (int bag = 0; bag < bagCount; bag++) {
            Objects.checkFromToIndex(offsets[bag], offsets[bag + 1], localRows.length);
        }
    }

    /** Returns how many rows the bags have together. */
    int rowCount() {
        return offsets[bagCount] - offsets[0];
    }

    /** Returns whether every bag has exactly one row, as those of features with one value have. */
    boolean hasOneRowABag() {
        if (rowCount() != bagCount) {
            return false;
        }
        for (int bag = 0; bag < bagCount; bag++) {
            if (offsets[bag + 1] - offsets[bag] != 1) {
                return false;
            }
        }
        return true;
    }

    /** Returns the bag after the last of those from {@code first} on that have at most so many rows together; one bag at least. */
    int endOfChunk(int first, int rows) {
        int limit = offsets[first] + rows;
        int end = first + 1;
        while (end < bagCount && offsets[end + 1] <= limit) {
            end++;
        }
        return end;
    }

    /** Returns bytes of the row at a position; the row is checked before it is multiplied. */
    MemorySegment row(int i, long offsetBytes, long bytes) {
        return memory.asSlice(Objects.checkIndex(localRows[i], tableRows) * strideBytes + offsetBytes, bytes);
    }

    float weight(int i) {
        return weights == null ? 1 : weights[i];
    }

    MemorySegment out() {
        return out;
    }

    /** Returns where a column of a bag's vector is in the output. */
    long vectorOffset(int bag, int column) {
        return outOffsetBytes + bag * outStrideBytes + column * 4L;
    }
}
