package dev.outrank.bundle.shard;

import dev.outrank.bundle.internal.LinuxMemory;
import dev.outrank.bundle.internal.ParallelTasks;
import dev.outrank.bundle.order.RowOrder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One region of anonymous memory with the rows of all tables of a shard; owns its arena. Each table begins on a page, so that many small tables share huge
 * pages and waste less than 4 KiB each.
 */
final class CopiedRows implements AutoCloseable {

    private static final long PAGE_BYTES = 4096;

    private final Arena arena;
    private final MemorySegment region;

    private CopiedRows(Arena arena, MemorySegment region) {
        this.arena = arena;
        this.region = region;
    }

    /** Returns the bytes of a region for these tables. */
    static long regionBytes(List<PackedTable> tables) {
        return tables.stream()
                .mapToLong(table -> onPages(RowsFile.rowsBytes(table)))
                .reduce(0, Math::addExact);
    }

    private static long onPages(long bytes) {
        return Math.ceilDiv(bytes, PAGE_BYTES) * PAGE_BYTES;
    }

    /** Returns memory that nothing was read into yet. */
    static CopiedRows allocate(List<PackedTable> tables) {
        return allocate(Math.max(PAGE_BYTES, regionBytes(tables)));
    }

    /** Returns so many zeroed bytes, at least 1. */
    // The arena outlives this method on purpose: the region owns it and closes it.
    @SuppressWarnings("MustBeClosed")
    static CopiedRows allocate(long bytes) {
        Arena arena = Arena.ofShared();
        boolean allocated = false;
        try {
            Optional<LinuxMemory> linux = LinuxMemory.find();
            MemorySegment region =
                    linux.isPresent() ? linux.get().anonymous(bytes, arena) : arena.allocate(bytes, PAGE_BYTES);
            CopiedRows copied = new CopiedRows(arena, region);
            allocated = true;
            return copied;
        } finally {
            if (!allocated) {
                arena.close();
            }
        }
    }

    /** Reads all rows, several parts at a time, and returns the tables over them, with the checksums of what was read; {@code orders} by table. */
    List<MappedTable> read(List<RowsFile> files, Map<String, RowOrder> orders) {
        List<MemorySegment> slices = new ArrayList<>();
        List<List<Callable<RowsPart>>> copies = new ArrayList<>();
        long begin = 0;
        for (RowsFile file : files) {
            MemorySegment rows = region.asSlice(begin, RowsFile.rowsBytes(file.spec()));
            slices.add(rows);
            copies.add(file.copies(rows));
            begin += onPages(rows.byteSize());
        }
        List<RowsPart> parts =
                ParallelTasks.run(copies.stream().flatMap(List::stream).toList());
        List<MappedTable> tables = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < files.size(); i++) {
            int end = next + copies.get(i).size();
            RowsFile file = files.get(i);
            tables.add(MappedTable.copied(
                    file, orders.get(file.spec().table()), slices.get(i).asReadOnly(), parts.subList(next, end)));
            next = end;
        }
        return tables;
    }

    void lock(Path shard) {
        MappedRows.lock(shard.toString(), region);
    }

    MemorySegment region() {
        return region;
    }

    /** Gives the memory back. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
