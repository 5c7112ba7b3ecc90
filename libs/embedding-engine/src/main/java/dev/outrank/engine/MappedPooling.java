package dev.outrank.engine;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.MappedTable;
import dev.outrank.bundle.shard.RowsLostException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

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
 *       scratch[i - offsets[begin]] = table.rows[localRows[i]]
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

    private final PoolingKernels kernels;

    /** Released by the garbage collector when its thread has ended. */
    private final ThreadLocal<MemorySegment> scratch =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(SCRATCH_BYTES, ALIGNMENT));

    MappedPooling(PoolingKernels kernels) {
        this.kernels = kernels;
    }

    /**
     * As {@link PoolingKernels#poolInto}.
     *
     * @param localRows overwritten
     * @throws RowsLostException if the file was truncated or cannot be read any more
     */
    void poolInto(
            MappedTable table,
            long[] localRows,
            Bags bags,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        try {
            if (kernels instanceof ScalarPoolingKernels) {
                // It reads element by element, which HotSpot guards.
                kernels.poolInto(
                        table,
                        localRows,
                        bags.offsets(),
                        bags.bagCount(),
                        bags.weights(),
                        pooling,
                        out,
                        outOffsetBytes,
                        outStrideBytes);
            } else {
                poolCopiesInto(table, localRows, bags, pooling, out, outOffsetBytes, outStrideBytes);
            }
        } catch (InternalError e) {
            throw new RowsLostException(table, e);
        }
    }

    private void poolCopiesInto(
            MappedTable table,
            long[] localRows,
            Bags bags,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        int[] offsets = bags.offsets();
        int begin = 0;
        while (begin < bags.bagCount()) {
            int end = endOfBlock(
                    offsets,
                    begin,
                    bags.bagCount(),
                    SCRATCH_BYTES / table.spec().rowStride());
            Block block = new Block(begin, end, offsets[begin], offsets[end]);
            long bytes = (long) block.ids() * table.spec().rowStride();
            if (bytes <= SCRATCH_BYTES) {
                MemorySegment copies = scratch.get().asSlice(0, bytes);
                poolBlockInto(table, localRows, bags, block, copies, pooling, out, outOffsetBytes, outStrideBytes);
            } else {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment copies = arena.allocate(bytes, ALIGNMENT);
                    poolBlockInto(table, localRows, bags, block, copies, pooling, out, outOffsetBytes, outStrideBytes);
                }
            }
            begin = end;
        }
    }

    private void poolBlockInto(
            MappedTable table,
            long[] localRows,
            Bags bags,
            Block block,
            MemorySegment copies,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        copyInto(table, localRows, block, copies);
        int[] offsets = bags.offsets();
        kernels.poolInto(
                table.over(copies),
                localRows,
                block.begin == 0 ? offsets : Arrays.copyOfRange(offsets, block.begin, block.end + 1),
                block.end - block.begin,
                bags.weights(),
                pooling,
                out,
                outOffsetBytes + block.begin * outStrideBytes,
                outStrideBytes);
    }

    /** Returns the bag after the last whose rows fit together; one bag at least, however many rows it has. */
    private static int endOfBlock(int[] offsets, int begin, int bagCount, long rows) {
        int end = begin + 1;
        while (end < bagCount && offsets[end + 1] - offsets[begin] <= rows) {
            end++;
        }
        return end;
    }

    /** Copies the rows of a block, and puts their new indices in place. */
    private static void copyInto(MappedTable table, long[] localRows, Block block, MemorySegment copies) {
        MemorySegment rows = table.rows();
        long stride = table.spec().rowStride();
        for (int i = block.firstId; i < block.endId; i++) {
            MemorySegment.copy(rows, localRows[i] * stride, copies, (i - block.firstId) * stride, stride);
            localRows[i] = (long) i - block.firstId;
        }
    }

    /** Bags {@code [begin, end)} with the ids {@code [firstId, endId)}. */
    private record Block(int begin, int end, int firstId, int endId) {

        int ids() {
            return endId - firstId;
        }
    }
}
