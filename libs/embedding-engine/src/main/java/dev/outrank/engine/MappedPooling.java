package dev.outrank.engine;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.MappedTable;
import dev.outrank.bundle.shard.RowsLostException;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Pools rows that are mapped from a file, with any kernels, so that a file that is truncated meanwhile ends the lookup and not the process.
 *
 * <p>The kernel answers a read behind the end of the file by SIGBUS. HotSpot (JDK 25) makes an {@link InternalError} of it in
 * {@link MemorySegment#copy} and in single reads, but a load of the Vector API, or of native code, ends the JVM. So the rows of some bags are copied
 * out of the mapping, and pooled from there:
 *
 * <pre>
 *   for bags [begin, end) whose rows fit into the scratch:
 *     for i in [offsets[begin], offsets[end]):
 *       scratch[i - offsets[begin]] = rows[localRows[i]]
 *     kernels.poolInto(scratch, …)
 * </pre>
 *
 * <p>The copies wait for memory as the kernel would, several at a time, and the kernel then reads the second-level cache: 0.75 to 1 of the speed of the
 * vector kernels on the mapping itself, 3 to 5 times that of the scalar ones (800 MB table, dim 64 and 128, 20 ids a bag). Thread-safe.
 */
final class MappedPooling {

    /** Bytes of copied rows; they stay in the second-level cache, from 512 KiB on today's cores, beside what the kernel writes. */
    private static final long SCRATCH_BYTES = 256L << 10;

    /** A cache line. */
    private static final long ALIGNMENT = 64;

    /** One a thread, whatever the number of engines; released by the garbage collector when its thread has ended. */
    private static final ThreadLocal<MemorySegment> SCRATCH =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(SCRATCH_BYTES, ALIGNMENT));

    private final PoolingKernels kernels;

    MappedPooling(PoolingKernels kernels) {
        this.kernels = kernels;
    }

    /**
     * As {@link PoolingKernels#poolInto}, of the distinct bags.
     *
     * @param rows of the table, mapped
     * @param lookup its rows' indices are overwritten
     * @throws RowsLostException if the file was truncated or cannot be read any more
     */
    void poolInto(
            MappedTable table,
            RowMatrix rows,
            LookupScratch lookup,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        try {
            if (kernels instanceof ScalarPoolingKernels) {
                // It reads element by element, which HotSpot guards.
                kernels.poolInto(
                        rows,
                        lookup.localRows(),
                        lookup.offsets(),
                        lookup.distinctBags(),
                        lookup.weights(),
                        pooling,
                        out,
                        outOffsetBytes,
                        outStrideBytes);
            } else {
                poolCopiesInto(rows, lookup, pooling, out, outOffsetBytes, outStrideBytes);
            }
        } catch (InternalError e) {
            throw new RowsLostException(table, e);
        }
    }

    private void poolCopiesInto(
            RowMatrix rows,
            LookupScratch lookup,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        int begin = 0;
        while (begin < lookup.distinctBags()) {
            int end = endOfBlock(lookup, begin, SCRATCH_BYTES / rows.strideBytes());
            long bytes = (lookup.offsets()[end] - lookup.offsets()[begin]) * rows.strideBytes();
            if (bytes <= SCRATCH_BYTES) {
                MemorySegment copies = SCRATCH.get().asSlice(0, bytes);
                poolBlockInto(rows, lookup, begin, end, copies, pooling, out, outOffsetBytes, outStrideBytes);
            } else {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment copies = arena.allocate(bytes, ALIGNMENT);
                    poolBlockInto(rows, lookup, begin, end, copies, pooling, out, outOffsetBytes, outStrideBytes);
                }
            }
            begin = end;
        }
    }

    private void poolBlockInto(
            RowMatrix rows,
            LookupScratch lookup,
            int begin,
            int end,
            MemorySegment copies,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        int[] offsets = lookup.offsets();
        copyInto(rows, lookup.localRows(), offsets[begin], offsets[end], copies);
        kernels.poolInto(
                new RowMatrix(copies, rows.dtype(), rows.dim(), rows.strideBytes()),
                lookup.localRows(),
                lookup.offsetsFrom(begin, end),
                end - begin,
                lookup.weights(),
                pooling,
                out,
                outOffsetBytes + begin * outStrideBytes,
                outStrideBytes);
    }

    /** Returns the bag after the last whose rows fit together; one bag at least, however many rows it has. */
    private static int endOfBlock(LookupScratch lookup, int begin, long rows) {
        int[] offsets = lookup.offsets();
        int end = begin + 1;
        while (end < lookup.distinctBags() && offsets[end + 1] - offsets[begin] <= rows) {
            end++;
        }
        return end;
    }

    /** Copies the rows at the positions {@code [firstId, endId)}, and puts their new indices in place. */
    private static void copyInto(RowMatrix rows, long[] localRows, int firstId, int endId, MemorySegment copies) {
        long stride = rows.strideBytes();
        for (int i = firstId; i < endId; i++) {
            long row = Objects.checkIndex(localRows[i], rows.rowCount());
            MemorySegment.copy(rows.memory(), row * stride, copies, (i - firstId) * stride, stride);
            localRows[i] = (long) i - firstId;
        }
    }
}
