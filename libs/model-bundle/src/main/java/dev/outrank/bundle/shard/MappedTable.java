package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table range, mapped read-only; owns the arena of the mapping. Thread-safe.
 *
 * <p>Row {@code r} of the whole table is local row {@code r - firstRow} and begins at byte {@code (r - firstRow) * rowStride} of
 * {@link #rows()}. One more row follows the last, the default row. Elements are little-endian.
 */
public final class MappedTable implements AutoCloseable {

    /** Bytes checked by one task. */
    private static final long CHECK_BYTES = 16L << 20;

    private final PackedTable spec;
    private final Path path;
    private final Arena arena;
    private volatile @Nullable MemorySegment rows;

    private MappedTable(PackedTable spec, Path path, Arena arena, MemorySegment rows) {
        this.spec = spec;
        this.path = path;
        this.arena = arena;
        this.rows = rows;
    }

    /** Maps a rows file after checking its size and header page. */
    static MappedTable open(Path path, PackedTable spec, long fingerprint) {
        long bytes = SmallFiles.size(path);
        if (bytes != spec.bytes()) {
            throw new BundleException(path + ": " + bytes + " bytes, "
                    + (bytes < spec.bytes() ? "truncated" : "with trailing bytes") + " (expected: " + spec.bytes()
                    + " bytes as " + ShardHeaderFormat.FILE_NAME + " says)");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer page = ByteBuffer.allocate((int) RowLayout.ROWS_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
            while (page.hasRemaining() && channel.read(page, page.position()) >= 0) {}
            RowsPage.check(path, page.flip(), spec, fingerprint);
            return map(channel, path, spec);
        } catch (IOException e) {
            throw SmallFiles.unreadable(path, e);
        }
    }

    // The arena outlives this method on purpose: the table owns it and closes it.
    @SuppressWarnings("MustBeClosed")
    private static MappedTable map(FileChannel channel, Path path, PackedTable spec) throws IOException {
        Arena arena = Arena.ofShared();
        boolean mapped = false;
        try {
            MemorySegment rows = channel.map(
                            FileChannel.MapMode.READ_ONLY,
                            RowLayout.ROWS_OFFSET,
                            spec.bytes() - RowLayout.ROWS_OFFSET,
                            arena)
                    .asReadOnly();
            MappedTable table = new MappedTable(spec, path, arena, rows);
            mapped = true;
            return table;
        } finally {
            if (!mapped) {
                arena.close();
            }
        }
    }

    /** Returns what this is a mapping of; also after close. */
    public PackedTable spec() {
        return spec;
    }

    /** Returns the file that is mapped; also after close. */
    public Path path() {
        return path;
    }

    /**
     * Returns all rows and the default row behind them, read-only, {@code (rows + 1) * rowStride} bytes. The segment is this table's: it
     * must not be used after close, when each access fails with {@link IllegalStateException}.
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

    /** Returns the local index of the default row: one after the last row. It holds zeros unless the manifest gives a default row. */
    public long defaultRow() {
        return spec.rows();
    }

    /** Returns the tasks that check parts of the rows; each gives the CRC32C and the length of its part, in order. */
    List<Callable<RowsPart>> checks() {
        MemorySegment all = rows();
        List<Callable<RowsPart>> parts = new ArrayList<>();
        for (long begin = 0; begin < all.byteSize(); begin += CHECK_BYTES) {
            MemorySegment part = all.asSlice(begin, Math.min(CHECK_BYTES, all.byteSize() - begin));
            parts.add(() -> RowsPart.of(part));
        }
        return parts;
    }

    /** Refuses rows whose parts do not give the checksum of the header. */
    void requireChecksum(List<RowsPart> parts) {
        Prefixes.requireChecksum(path, "rows of table '" + spec.table() + "'", RowsPart.crc32c(parts), spec.crc32c());
    }

    /**
     * Unmaps the rows. Does nothing the second time.
     *
     * @throws IllegalStateException if another thread is inside a system call on the rows; closing again works once that has ended
     */
    @Override
    public synchronized void close() {
        rows = null;
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
