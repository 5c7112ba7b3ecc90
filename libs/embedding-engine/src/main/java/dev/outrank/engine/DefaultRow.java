package dev.outrank.engine;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.row.RowConverter;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default row of a table, as a shard stores it, without the table: for whoever must answer in the shard's place. Immutable and thread-safe.
 *
 * <p>{@link #poolInto} gives the bits that {@link EmbeddingEngine#lookupInto} gives where the default row stands for every id.
 */
public final class DefaultRow {

    /** A cache line. */
    private static final long ALIGNMENT = 64;

    private final int dim;

    /** One row; null for zeros, which pool to zeros in every type, with every weight. */
    private final @Nullable RowMatrix row;

    private final PoolingKernels kernels = new ScalarPoolingKernels();

    private DefaultRow(int dim, @Nullable RowMatrix row) {
        this.dim = dim;
        this.row = row;
    }

    /**
     * Returns the default row of a table.
     *
     * @param stored how the shards store the table's rows
     * @throws dev.outrank.bundle.failure.BundleException where that type cannot hold it
     */
    public static DefaultRow of(TableSpec table, ElementType stored) {
        List<Float> values = table.defaultRow();
        if (values == null || values.stream().allMatch(value -> value == 0)) {
            return new DefaultRow(table.dim(), null);
        }
        long bytes = stored.rowBytes(table.dim());
        MemorySegment memory = Arena.ofAuto().allocate(bytes, ALIGNMENT);
        RowConverter.of(table, stored).encodeDefaultRowInto(memory);
        return new DefaultRow(table.dim(), new RowMatrix(memory, stored, table.dim(), bytes));
    }

    /** Returns the width of the vectors. */
    public int dim() {
        return dim;
    }

    /**
     * Pools as many default rows as each bag has ids into float32 {@code [bags, dim]}, little-endian, row after row.
     *
     * @param out from its index 0 to its limit; the position is neither used nor moved
     * @param outOffsetBytes where bag 0 begins
     * @throws IndexOutOfBoundsException if {@code out} is too small
     */
    public void poolInto(Bags bags, Pooling pooling, ByteBuffer out, int outOffsetBytes) {
        int vectorBytes = Math.multiplyExact(dim, Float.BYTES);
        MemorySegment target = MemorySegment.ofBuffer(out.duplicate().clear());
        if (row == null) {
            target.asSlice(outOffsetBytes, (long) bags.bagCount() * vectorBytes).fill((byte) 0);
            return;
        }
        kernels.poolInto(
                row,
                new long[bags.idCount()],
                bags.offsets(),
                bags.bagCount(),
                bags.weights(),
                pooling,
                target,
                outOffsetBytes,
                vectorBytes);
    }
}
