package dev.outrank.engine.avx512;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pooling in C. Thread-safe. It knows nothing of the kernels' interface, so that dependencies run one way, into this package. */
public final class Avx512Pooling {

    static final FunctionDescriptor DESCRIPTOR = FunctionDescriptor.of(
            JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS,
            JAVA_INT, ADDRESS, JAVA_LONG);

    /**
     * Rows gathered in one call, at 20 to 100 ns each, but for a longer bag: the collector waits for 0.4 ms at most, and a call of 5 ns does not
     * count.
     */
    private static final int ROWS_A_CALL = 4096;

    private final MethodHandle pool;

    Avx512Pooling(MethodHandle pool) {
        this.pool = pool;
    }

    /** Writes {@code [bagCount, dim]} sums or means; the contract is that of {@code PoolingKernels.poolInto}. */
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
        if (bagCount == 0) {
            return;
        }
        requireBags(localRows, offsets, bagCount, weights);
        if (out.isReadOnly()) {
            throw new IllegalArgumentException("out: read-only (expected: writable)");
        }
        long rowBytes = (long) rows.dim() * Float.BYTES;
        MemorySegment vectors = out.asSlice(outOffsetBytes, (bagCount - 1) * outStrideBytes + rowBytes);
        MemorySegment rowsSegment = MemorySegment.ofArray(localRows);
        MemorySegment offsetsSegment = MemorySegment.ofArray(offsets);
        MemorySegment weightsSegment = weights == null ? MemorySegment.NULL : MemorySegment.ofArray(weights);
        for (int first = 0; first < bagCount; ) {
            int end = endOfCall(offsets, first, bagCount);
            long bad = pool(
                    rows,
                    rowsSegment,
                    offsetsSegment,
                    first,
                    end,
                    weightsSegment,
                    pooling == Pooling.MEAN ? 1 : 0,
                    vectors,
                    outStrideBytes);
            if (bad >= 0) {
                throw new IndexOutOfBoundsException("row: " + localRows[(int) bad] + " (expected: 0 to "
                        + (rows.rowCount() - 1) + ", the rows in memory)");
            }
            first = end;
        }
    }

    /** C reads what it is told to, so that it is told the truth. */
    private static void requireBags(long[] localRows, int[] offsets, int bagCount, float @Nullable [] weights) {
        Objects.checkFromToIndex(offsets[0], offsets[bagCount], localRows.length);
        if (weights != null) {
            Objects.checkFromToIndex(offsets[0], offsets[bagCount], weights.length);
        }
        for (int bag = 0; bag < bagCount; bag++) {
            Objects.checkFromToIndex(offsets[bag], offsets[bag + 1], offsets[bagCount]);
        }
    }

    /** Returns the bag after the last of a call: at least one, and as many as have {@link #ROWS_A_CALL} rows together. */
    private static int endOfCall(int[] offsets, int first, int bagCount) {
        int end = first + 1;
        while (end < bagCount && offsets[end + 1] - offsets[first] <= ROWS_A_CALL) {
            end++;
        }
        return end;
    }

    private long pool(
            RowMatrix rows,
            MemorySegment localRows,
            MemorySegment offsets,
            int first,
            int end,
            MemorySegment weights,
            int mean,
            MemorySegment vectors,
            long outStrideBytes) {
        try {
            return (long) pool.invokeExact(
                    rows.memory(),
                    rows.strideBytes(),
                    rows.rowCount(),
                    code(rows.dtype()),
                    rows.dim(),
                    localRows,
                    offsets,
                    first,
                    end,
                    weights,
                    mean,
                    vectors,
                    outStrideBytes);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new InternalException("outrank_pool: " + e + " (expected: no failure)", e);
        }
    }

    private static int code(ElementType dtype) {
        return switch (dtype) {
            case FLOAT32 -> 1;
            case FLOAT16 -> 2;
            case INT8 -> 3;
            case INT4 -> 4;
        };
    }
}
