package dev.outrank.engine;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.MappedTable;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.PackedTable;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Answers lookups from one packed shard. Thread-safe; the shard stays its owner's, who closes it after the last lookup.
 *
 * <p>Ids are ids of the whole table, also where the table's rows lie in another order ({@link dev.outrank.bundle.order.RowOrder}). For a table split over
 * shards the caller resolves modulo, routes each id by its row, sends ids outside the table to the shard of the first range, and asks for sums only: a mean
 * over a part of the ids is no part of the mean, so that it is refused.
 *
 * <p>A run of equal bags, such as the user's beside each candidate, is pooled once and its vector copied; see {@link LookupScratch}.
 */
public final class EmbeddingEngine {

    private final PackedShard shard;
    private final PoolingKernels kernels;
    private final MappedPooling mappedPooling;
    private final AtomicReferenceArray<@Nullable RowMatrix> rows;

    /** Makes an engine over an open shard. */
    public EmbeddingEngine(PackedShard shard, PoolingKernels kernels) {
        this.shard = shard;
        this.kernels = kernels;
        this.mappedPooling = new MappedPooling(kernels);
        this.rows = new AtomicReferenceArray<>(shard.tableCount());
    }

    /**
     * Pools the bags of one feature into float32 {@code [bags, dim]}, little-endian; see {@link PoolingKernels#poolInto} for the arithmetic.
     *
     * @param table index in the shard's header
     * @param bags ids of the whole table
     * @param out from its index 0 to its limit; the position is neither used nor moved
     * @param outOffsetBytes where bag 0 begins; any alignment
     * @param outStrideBytes from one bag's begin to the next one's, at least 4 * dim
     * @param scratch of the calling thread
     * @return for how many ids the default row stands
     * @throws IdOutOfRangeException if an id is outside the table and the policy is to fail
     * @throws MisroutedIdException if an id belongs to another shard
     * @throws CallerException if there is no such table, or a mean is asked of a range that is not the whole table
     * @throws IndexOutOfBoundsException if {@code out} is too small
     * @throws dev.outrank.bundle.shard.RowsLostException if the rows are mapped and their file was truncated or cannot be read any more; {@code out} is
     *     undefined then
     */
    public int lookupInto(
            int table,
            Bags bags,
            Pooling pooling,
            IdPolicy policy,
            ByteBuffer out,
            int outOffsetBytes,
            int outStrideBytes,
            LookupScratch scratch) {
        MappedTable mapped = table(table);
        requirePoolable(mapped.spec(), pooling);
        requireFits(out, bags.bagCount(), mapped.spec().dim(), outOffsetBytes, outStrideBytes);
        RowMatrix rows = rows(table, mapped);
        int defaulted = scratch.resolve(mapped, bags, policy);
        MemorySegment target = scratch.segmentOf(out);
        if (mapped.copied()) {
            kernels.poolInto(
                    rows,
                    scratch.localRows(),
                    scratch.offsets(),
                    scratch.distinctBags(),
                    scratch.weights(),
                    pooling,
                    target,
                    outOffsetBytes,
                    outStrideBytes);
        } else {
            mappedPooling.poolInto(mapped, rows, scratch, pooling, target, outOffsetBytes, outStrideBytes);
        }
        scratch.spreadInPlace(
                target, outOffsetBytes, outStrideBytes, mapped.spec().dim());
        return defaulted;
    }

    /** Returns the rows of a table that is open; they stay where they are as long as it is. */
    private RowMatrix rows(int table, MappedTable mapped) {
        MemorySegment open = mapped.rows();
        RowMatrix known = rows.get(table);
        if (known != null && known.memory().equals(open)) {
            return known;
        }
        PackedTable spec = mapped.spec();
        RowMatrix made = new RowMatrix(open, spec.dtype(), spec.dim(), spec.rowStride());
        rows.set(table, made);
        return made;
    }

    private MappedTable table(int table) {
        if (table < 0 || table >= shard.tableCount()) {
            throw new CallerException("table: " + table + " (expected: 0 to " + (shard.tableCount() - 1)
                    + ", the tables of shard " + shard.header().shard() + ")");
        }
        return shard.table(table);
    }

    private static void requirePoolable(PackedTable spec, Pooling pooling) {
        if (pooling == Pooling.MEAN && spec.rows() != spec.tableRows()) {
            throw new CallerException("table '" + spec.table() + "': pooling mean over rows [" + spec.firstRow() + ", "
                    + spec.endRow() + ") of [0, " + spec.tableRows()
                    + ") (expected: sum, divided by the bag's length where the parts are added)");
        }
    }

    private static void requireFits(ByteBuffer out, int bags, int dim, int offset, int stride) {
        int rowBytes = Math.multiplyExact(dim, Float.BYTES);
        if (bags == 0) {
            return;
        }
        if (offset < 0 || stride < rowBytes || offset + (bags - 1L) * stride + rowBytes > out.limit()) {
            throw new IndexOutOfBoundsException("out: offset " + offset + ", stride " + stride + ", [" + bags + ", "
                    + dim + "] float32 (expected: inside " + out.limit() + " bytes, stride at least " + rowBytes + ")");
        }
    }
}
