package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.internal.ParallelTasks;
import dev.outrank.bundle.memory.AddressRange;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.memory.ReadAdvice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A packed shard, all its tables in memory, mapped or copied; owns them. Thread-safe. */
public final class PackedShard implements AutoCloseable {

    /** The name of the header in a shard's directory. */
    public static final String HEADER_NAME = ShardHeaderFormat.FILE_NAME;

    private final ShardHeader header;
    private final List<MappedTable> tables;
    private final @Nullable CopiedRows copy;
    private final ReadAdvice readAdvice;
    private final ShardMemory memory;

    PackedShard(
            ShardHeader header,
            List<MappedTable> tables,
            @Nullable CopiedRows copy,
            ReadAdvice readAdvice,
            ShardMemory memory) {
        this.header = header;
        this.tables = List.copyOf(tables);
        this.copy = copy;
        this.readAdvice = readAdvice;
        this.memory = memory;
    }

    /**
     * Opens a shard's directory: checks its header, and the size and header page of each rows file, reads the order files, and maps the
     * rows. Does not read the rows, see {@link #verifyChecksums}.
     *
     * @throws BundleException naming the file and what is wrong; nothing stays mapped then
     */
    public static PackedShard open(Path shardDirectory) {
        return open(shardDirectory, MemorySettings.PLAIN);
    }

    /**
     * Opens a shard's directory as {@link #open(Path)} does, and holds the rows as asked for. Rows that are to be copied are read here.
     *
     * @throws BundleException naming the file and what is wrong; nothing stays in memory then
     * @throws CapacityException if rows are to be copied or locked and do not fit, before anything is read, or the system refuses
     */
    public static PackedShard open(Path shardDirectory, MemorySettings settings) {
        if (!Files.isDirectory(shardDirectory)) {
            throw new BundleException(shardDirectory + ": "
                    + (Files.exists(shardDirectory) ? "no directory" : "missing")
                    + " (expected: the directory of a packed shard)");
        }
        return ShardOpening.read(shardDirectory, settings).open();
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

    /** Returns how the rows are held, and why; also after close. */
    public ShardMemory memory() {
        return memory;
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

    /** Returns the bytes of all rows, default rows and padding included, mapped or copied; also after close. */
    public long rowsBytes() {
        return header.tables().stream().mapToLong(RowsFile::rowsBytes).sum();
    }

    /** Returns the bytes of all mapped rows; also after close. */
    public long mappedBytes() {
        return memory.copied() ? 0 : rowsBytes();
    }

    /** Returns the bytes of all copied rows; also after close. */
    public long copiedBytes() {
        return memory.copied() ? rowsBytes() : 0;
    }

    /** Returns where the rows are in memory, for {@link dev.outrank.bundle.memory.Residency}; empty after close. */
    public List<AddressRange> addresses() {
        return tables.stream().flatMap(table -> table.addresses().stream()).toList();
    }

    /**
     * Compares the CRC32C of all rows with the header. Reads mapped rows, several parts at a time; for copied ones, and for orders, it was computed when they
     * were read.
     *
     * @throws BundleException naming the first rows file that differs, with both checksums
     * @throws RowsLostException if a mapped file was truncated
     * @throws ClosedTableException after close
     */
    public void verifyChecksums() {
        List<List<Callable<RowsPart>>> checks =
                tables.stream().map(MappedTable::checks).toList();
        List<RowsPart> parts = inOrder(checks);
        int next = 0;
        for (int i = 0; i < tables.size(); i++) {
            int end = next + checks.get(i).size();
            tables.get(i).requireChecksum(parts.subList(next, end));
            next = end;
        }
    }

    /** Random reads would read each missing page alone; here all pages are read in order. */
    private List<RowsPart> inOrder(List<List<Callable<RowsPart>>> checks) {
        boolean random = !memory.copied() && readAdvice == ReadAdvice.RANDOM;
        if (random) {
            tables.forEach(table -> MappedRows.advise(table.rows(), ReadAdvice.NORMAL));
        }
        List<RowsPart> parts =
                ParallelTasks.run(checks.stream().flatMap(List::stream).toList());
        if (random) {
            tables.forEach(table -> MappedRows.advise(table.rows(), ReadAdvice.RANDOM));
        }
        return parts;
    }

    /** Unmaps all tables, or gives their copy back. Does nothing the second time. */
    @Override
    public void close() {
        tables.forEach(MappedTable::close);
        if (copy != null) {
            copy.close();
        }
    }
}
