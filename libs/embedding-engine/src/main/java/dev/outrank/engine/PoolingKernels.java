package dev.outrank.engine;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Pools rows of a table. Implementations are thread-safe; what scratch they need is the calling thread's. All give the same bits, so that a
 * shard may be served by any of them.
 */
public interface PoolingKernels {

    /** Returns the name of the implementation, for logs and metrics, for example {@code vector-512}. */
    String provider();

    /** Returns the width of the registers that it computes in, in bits. */
    int bits();

    /**
     * Pools {@code bagCount} bags into {@code out}, float32, little-endian.
     *
     * <pre>
     *   for b in [0, bagCount):
     *     sum[d] = 0, biases = 0
     *     for i in [offsets[b], offsets[b + 1]):          in this order
     *       row = rows[localRows[i]]
     *       weight = weights[i], or 1 without weights
     *       float32, float16:  sum[d] = fma(row[d], weight, sum[d])
     *       int8, int4:        sum[d] = fma(row.q[d], weight * row.scale, sum[d])
     *                          biases = fma(weight, row.bias, biases)
     *     int8, int4:          sum[d] = sum[d] + biases
     *     if pooling is MEAN and the bag is not empty:
     *       sum[d] = sum[d] / (offsets[b + 1] - offsets[b])
     *     out[outOffsetBytes + b * outStrideBytes + 4 * d] = sum[d]
     * </pre>
     *
     * <p>Every operation rounds once to float32; fma rounds once in all. Adding biases apart from the elements is FBGEMM's order too
     * ({@code EmbeddingSpMDM8Bit}). An empty bag gives zeros. With {@code offsets = [0, 3, 3, 4]} bag 0 adds three rows, bag 1 none and bag 2
     * one. Nothing between the vectors of {@code out} is written. NaN and infinities follow IEEE 754; which NaN it is is not specified.
     *
     * <p>The arrays must not change meanwhile, nor be the memory of {@code out}.
     *
     * @param rows stays the caller's and open
     * @param localRows physical row indices of the table, at least {@code offsets[bagCount]}
     * @param offsets length ≥ bags + 1, not decreasing
     * @param weights beside the rows, or null where every weight is 1
     * @param out writable; any alignment
     * @param outStrideBytes from one vector's begin to the next one's, at least 4 * dim
     * @throws IndexOutOfBoundsException if a row or a vector is outside its segment, or a bag outside the rows
     */
    void poolInto(
            RowMatrix rows,
            long[] localRows,
            int[] offsets,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes);
}
