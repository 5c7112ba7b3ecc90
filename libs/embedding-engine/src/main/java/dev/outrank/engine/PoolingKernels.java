package dev.outrank.engine;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.MappedTable;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Pools rows of a mapped table. Implementations hold no state and are thread-safe. */
public interface PoolingKernels {

    /** Returns the name of the implementation, for logs and metrics, for example {@code vector-512}. */
    String provider();

    /**
     * Pools {@code bagCount} bags into {@code out}, float32, little-endian.
     *
     * <pre>
     *   for b in [0, bagCount):
     *     sum[d] = 0
     *     for i in [offsets[b], offsets[b + 1]):          in this order
     *       row = table.rows[localRows[i]]
     *       sum[d] = sum[d] + row[d]                      without weights
     *       sum[d] = fma(weights[i], row[d], sum[d])      with weights
     *     if pooling is MEAN and the bag is not empty:
     *       sum[d] = sum[d] / (offsets[b + 1] - offsets[b])
     *     out[outOffsetBytes + b * outStrideBytes + 4 * d] = sum[d]
     * </pre>
     *
     * <p>An empty bag gives zeros. With {@code offsets = [0, 3, 3, 4]} bag 0 adds three rows, bag 1 none and bag 2 one. Nothing between the
     * vectors of {@code out} is written. NaN and infinities follow IEEE 754; which NaN it is is not specified.
     *
     * @param table float32 rows; stays the caller's and open
     * @param localRows physical row indices of the table
     * @param offsets length ≥ bags + 1, not decreasing
     * @param weights beside the rows, or null where every weight is 1
     * @param out writable; any alignment
     * @param outStrideBytes from one vector's begin to the next one's, at least 4 * dim
     * @throws IndexOutOfBoundsException if a row or a vector is outside its segment
     */
    void poolInto(
            MappedTable table,
            long[] localRows,
            int[] offsets,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes);
}
