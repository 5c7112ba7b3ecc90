package dev.outrank.bundle.shard;

import dev.outrank.bundle.memory.AddressRange;
import dev.outrank.bundle.order.RowOrder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table range in memory, read-only: mapped from their file, or a slice of its shard's copy. Owns the arena of a mapping; that of a copy is the
 * shard's. Thread-safe.
 *
 * <p>Row {@code r} of the whole table is local row {@code r - firstRow} and begins at byte {@code (r - firstRow) * rowStride} of
 * {@link #rows()}. One more row follows the last, the default row. Elements are little-endian.
 */
public final class MappedTable implements AutoCloseable {

    private final PackedTable spec;
    private final Path path;
    /** Null where each id lies in the row of its number. */
    private final @Nullable RowOrder order;
    /** Null where the memory is another's. */
    private final @Nullable Arena arena;
    /** The checksums of what was copied; null where rows are mapped. */
    private final @Nullable List<RowsPart> copiedParts;

    private volatile @Nullable MemorySegment rows;

    private MappedTable(
            PackedTable spec,
            Path path,
            @Nullable RowOrder order,
            @Nullable Arena arena,
            MemorySegment rows,
            @Nullable List<RowsPart> copiedParts) {
        this.spec = spec;
        this.path = path;
        this.order = order;
        this.arena = arena;
        this.rows = rows;
        this.copiedParts = copiedParts;
    }

    /** Maps a rows file after checking its size and header page. */
    static MappedTable open(Path path, PackedTable spec, @Nullable RowOrder order, long fingerprint) {
        try (RowsFile file = RowsFile.open(path, spec, fingerprint)) {
            return map(file, order);
        }
    }

    // The arena outlives this method on purpose: the table owns it and closes it.
    @SuppressWarnings("MustBeClosed")
    private static MappedTable map(RowsFile file, @Nullable RowOrder order) {
        Arena arena = Arena.ofShared();
        boolean mapped = false;
        try {
            MappedTable table = new MappedTable(file.spec(), file.path(), order, arena, file.map(arena), null);
            mapped = true;
            return table;
        } finally {
            if (!mapped) {
                arena.close();
            }
        }
    }

    /** Returns a table over a copy of its rows, whose memory stays the caller's. */
    static MappedTable copied(RowsFile file, @Nullable RowOrder order, MemorySegment rows, List<RowsPart> parts) {
        return new MappedTable(file.spec(), file.path(), order, null, rows, List.copyOf(parts));
    }

    /** Returns a table over rows that no file holds, whose memory stays the caller's. */
    static MappedTable synthetic(PackedTable spec, MemorySegment rows) {
        return new MappedTable(spec, Path.of(spec.file()), null, null, rows, List.of());
    }

    /** Returns what is held here; also after close. */
    public PackedTable spec() {
        return spec;
    }

    /** Returns the file that is mapped, or was copied; also after close. */
    public Path path() {
        return path;
    }

    /**
     * Returns whether the rows live in anonymous memory; also after close. Reads of those never fault. Reads of mapped rows fault where the file was truncated
     * or its disk fails: single reads and {@link MemorySegment#copy} then throw {@link InternalError}, but the Vector API and native code end the
     * process.
     */
    public boolean copied() {
        return copiedParts != null;
    }

    /**
     * Returns all rows and the default row behind them, read-only, {@code (rows + 1) * rowStride} bytes. The segment is this table's: it
     * must not be used after close, and fails with {@link IllegalStateException} on access once the shard is closed.
     *
     * @throws ClosedTableException after close
     */
    public MemorySegment rows() {
        MemorySegment open = rows;
        if (open == null) {
            throw new ClosedTableException(path, spec.table());
        }
        return open;
    }

    /** Returns which id lies in which row of the whole table; null where each lies in the row of its number. Also after close. */
    public @Nullable RowOrder order() {
        return order;
    }

    /** Returns the local index of the default row: one after the last row. It holds zeros unless the manifest gives a default row. */
    public long defaultRow() {
        return spec.rows();
    }

    /** Returns the tasks that check parts of mapped rows; each gives the CRC32C and the length of its part, in order. None for a copy. */
    List<Callable<RowsPart>> checks() {
        rows();
        return copied() ? List.of() : MappedRows.checks(this);
    }

    /** Refuses rows whose parts do not give the checksum of the header; for a copy those are the parts that were read. */
    void requireChecksum(List<RowsPart> checked) {
        List<RowsPart> parts = copiedParts == null ? checked : copiedParts;
        Prefixes.requireChecksum(path, "rows of table '" + spec.table() + "'", RowsPart.crc32c(parts), spec.crc32c());
    }

    /** Returns where the rows are; empty after close. */
    List<AddressRange> addresses() {
        MemorySegment open = rows;
        return open == null ? List.of() : List.of(new AddressRange(open.address(), open.address() + open.byteSize()));
    }

    /**
     * Unmaps the rows; those of a copy are left to the shard. Does nothing the second time.
     *
     * @throws IllegalStateException if another thread is inside a system call on the rows; closing again works once that has ended
     */
    @Override
    public synchronized void close() {
        rows = null;
        if (arena != null && arena.scope().isAlive()) {
            arena.close();
        }
    }
}
