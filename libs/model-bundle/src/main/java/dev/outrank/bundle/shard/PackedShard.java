package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.ParallelTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A packed shard, all its tables mapped; owns them. Thread-safe. */
public final class PackedShard implements AutoCloseable {

    private final ShardHeader header;
    private final List<MappedTable> tables;

    private PackedShard(ShardHeader header, List<MappedTable> tables) {
        this.header = header;
        this.tables = List.copyOf(tables);
    }

    /**
     * Opens a shard's directory: checks its header, and the size and header page of each rows file, and maps the rows. Does not read the
     * rows, see {@link #verifyChecksums}.
     *
     * @throws BundleException naming the file and what is wrong; nothing stays mapped then
     */
    public static PackedShard open(Path shardDirectory) {
        if (!Files.isDirectory(shardDirectory)) {
            throw new BundleException(shardDirectory + ": "
                    + (Files.exists(shardDirectory) ? "no directory" : "missing")
                    + " (expected: the directory of a packed shard)");
        }
        ShardHeader header = ShardHeaderFormat.read(shardDirectory.resolve(ShardHeaderFormat.FILE_NAME));
        List<MappedTable> tables = new ArrayList<>(header.tables().size());
        boolean opened = false;
        try {
            for (PackedTable table : header.tables()) {
                tables.add(MappedTable.open(shardDirectory.resolve(table.file()), table, header.fingerprint()));
            }
            PackedShard shard = new PackedShard(header, tables);
            opened = true;
            return shard;
        } finally {
            if (!opened) {
                tables.forEach(MappedTable::close);
            }
        }
    }

    /** Returns a shard's header without mapping anything; the rows files are not looked at. */
    public static ShardHeader readHeader(Path shardDirectory) {
        return ShardHeaderFormat.read(shardDirectory.resolve(ShardHeaderFormat.FILE_NAME));
    }

    /** Returns the name of a shard's directory beside its plan. */
    public static String directoryName(int shard) {
        return "shard-" + shard;
    }

    /** Returns what this shard is; also after close. */
    public ShardHeader header() {
        return header;
    }

    /**
     * Returns a table.
     *
     * @param index the position in the plan's placements and in the header
     * @throws IndexOutOfBoundsException if there is none
     */
    public MappedTable table(int index) {
        return tables.get(index);
    }

    /** Returns the number of tables. */
    public int tableCount() {
        return tables.size();
    }

    /** Returns the bytes of all mapped rows, default rows and padding included. */
    public long mappedBytes() {
        return header.tables().stream()
                .mapToLong(table -> table.bytes() - RowLayout.ROWS_OFFSET)
                .sum();
    }

    /**
     * Reads all rows, several parts at a time, and compares their CRC32C with the header.
     *
     * @throws BundleException naming the first rows file that differs, with both checksums
     * @throws ClosedTableException after close
     */
    public void verifyChecksums() {
        List<List<Callable<RowsPart>>> checks =
                tables.stream().map(MappedTable::checks).toList();
        List<RowsPart> parts =
                ParallelTasks.run(checks.stream().flatMap(List::stream).toList());
        int next = 0;
        for (int i = 0; i < tables.size(); i++) {
            int end = next + checks.get(i).size();
            tables.get(i).requireChecksum(parts.subList(next, end));
            next = end;
        }
    }

    /** Unmaps all tables. Does nothing the second time. */
    @Override
    public void close() {
        tables.forEach(MappedTable::close);
    }
}
