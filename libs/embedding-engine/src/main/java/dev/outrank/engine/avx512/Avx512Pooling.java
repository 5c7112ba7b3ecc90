package dev.outrank.engine.avx512;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pooling in C. Thread-safe. It knows nothing of the kernels' interface, so that dependencies run one way, into this package. */
public final class Avx512Pooling {

    /** A constant, so that the JIT compiler inlines the call and the segments around its arrays are never made. */
    @SuppressWarnings("restricted")
    private static final MethodHandle POOL = Linker.nativeLinker()
            .downcallHandle(
                    FunctionDescriptor.of(
                            JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS,
                            JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG),
                    Linker.Option.critical(true));

    private static final int OUT_OF_BOUNDS = -1;

    private final MemorySegment function;

    /**
     * Makes them of the function in C.
     *
     * @param function {@code outrank_pool}, in memory for as long as the process lives
     */
    Avx512Pooling(MemorySegment function) {
        this.function = function;
    }

    /**
     * Writes sums or means of the bags {@code [firstBag, bagCount)}, up to the first bag that is too long to keep the garbage collector
     * waiting for; the contract is that of {@code PoolingKernels.poolInto}.
     *
     * <p>Nobody may write to the arrays meanwhile, and they are not the output's: C checks them, and then reads them again.
     *
     * @return the bag that is too long, 65,536 rows of 256 bytes or what costs as much, or {@code bagCount}
     */
    public int poolInto(
            RowMatrix rows,
            long[] localRows,
            int[] offsets,
            int firstBag,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        if (firstBag == bagCount) {
            return bagCount;
        }
        // C reads and writes what it is told to: these bounds, and those of offsets and rows, which it checks itself.
        Objects.checkFromToIndex(firstBag, bagCount, offsets.length - 1);
        int ids = weights == null ? localRows.length : Math.min(localRows.length, weights.length);
        MemorySegment vectors = vectors(out, outOffsetBytes, outStrideBytes, bagCount, (long) rows.dim() * Float.BYTES);
        int bag = firstBag;
        while (bag < bagCount) {
            int next = pool(rows, localRows, ids, offsets, bag, bagCount, weights, pooling, vectors, outStrideBytes);
            if (next == OUT_OF_BOUNDS) {
                throw outOfBounds(rows, localRows, ids, offsets, bag, bagCount);
            }
            if (next == bag) {
                return bag;
            }
            bag = next;
        }
        return bagCount;
    }

    /** Returns the part of the output from the first vector to the end of the last. */
    private static MemorySegment vectors(
            MemorySegment out, long offsetBytes, long strideBytes, int bagCount, long vectorBytes) {
        if (out.isReadOnly()) {
            throw new IllegalArgumentException("out: read-only (expected: writable)");
        }
        MemorySegment vectors = out.asSlice(offsetBytes);
        if (strideBytes < vectorBytes || bagCount - 1 > (vectors.byteSize() - vectorBytes) / strideBytes) {
            throw new IndexOutOfBoundsException("out: " + vectors.byteSize() + " bytes for " + bagCount + " vectors of "
                    + vectorBytes + ", one every " + strideBytes + " (expected: vectors apart and within)");
        }
        return vectors;
    }

    private int pool(
            RowMatrix rows,
            long[] localRows,
            int ids,
            int[] offsets,
            int bag,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment vectors,
            long outStrideBytes) {
        MemorySegment weightsOrNull = weights == null ? MemorySegment.NULL : MemorySegment.ofArray(weights);
        try {
            return (int) POOL.invokeExact(
                    function,
                    rows.memory(),
                    rows.strideBytes(),
                    rows.rowCount(),
                    rows.dtype().code(),
                    rows.dim(),
                    MemorySegment.ofArray(localRows),
                    ids,
                    MemorySegment.ofArray(offsets),
                    bag,
                    bagCount,
                    weightsOrNull,
                    pooling == Pooling.MEAN ? 1 : 0,
                    vectors,
                    outStrideBytes);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new InternalException("outrank_pool: " + e + " (expected: no failure)", e);
        }
    }

    /** Finds what C did not like. */
    private static IndexOutOfBoundsException outOfBounds(
            RowMatrix rows, long[] localRows, int ids, int[] offsets, int firstBag, int bagCount) {
        for (int bag = firstBag; bag < bagCount; bag++) {
            int from = offsets[bag];
            int to = offsets[bag + 1];
            if (from < 0 || to < from || to > ids) {
                return new IndexOutOfBoundsException("offsets: bag " + bag + " is [" + from + ", " + to
                        + ") (expected: not decreasing, from 0 to " + ids + ")");
            }
            for (int i = from; i < to; i++) {
                if (localRows[i] < 0 || localRows[i] >= rows.rowCount()) {
                    return new IndexOutOfBoundsException("row: " + localRows[i] + " (expected: 0 to "
                            + (rows.rowCount() - 1) + ", the rows in memory)");
                }
            }
        }
        throw new InternalException("outrank_pool: refused its arguments (expected: bounds are kept)");
    }
}
