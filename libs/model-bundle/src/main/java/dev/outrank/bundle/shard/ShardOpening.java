package dev.outrank.bundle.shard;

import dev.outrank.bundle.internal.ParallelTasks;
import dev.outrank.bundle.memory.MemoryChoice;
import dev.outrank.bundle.memory.MemoryFacts;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.memory.Residency;
import dev.outrank.bundle.order.RowOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens one shard: chooses, then maps or copies.
 *
 * @param directory the shard's
 * @param header read from it
 * @param orders table → order, of the tables that have one
 * @param settings what is asked for
 */
record ShardOpening(Path directory, ShardHeader header, Map<String, RowOrder> orders, MemorySettings settings) {

    /**
     * Copies of one process are made one after another, so that each sees in the available memory what those before it took: memory counts
     * as taken only when it is written.
     */
    private static final ReentrantLock COPYING = new ReentrantLock();

    /** Bytes of a mapping that are read in to see whether the kernel backs it by huge pages; by judgement: 32 huge pages tell. */
    private static final long PROBE_BYTES = 64L << 20;

    /** Reads the header and the order files, several at a time. */
    static ShardOpening read(Path directory, MemorySettings settings) {
        ShardHeader header = PackedShard.readHeader(directory);
        List<Callable<Map.Entry<String, RowOrder>>> reads = new ArrayList<>();
        for (PackedTable table : header.tables()) {
            PackedOrder order = table.order();
            if (order != null) {
                Path file = directory.resolve(order.file());
                reads.add(() ->
                        Map.entry(table.table(), OrderFile.read(file, order, table.tableRows(), header.fingerprint())));
            }
        }
        Map<String, RowOrder> orders = new HashMap<>();
        ParallelTasks.run(reads).forEach(order -> orders.put(order.getKey(), order.getValue()));
        return new ShardOpening(directory, header, orders, settings);
    }

    PackedShard open() {
        if (settings.mode() == MemoryMode.MAPPED && !settings.lock()) {
            return mapped("forced");
        }
        COPYING.lock();
        try {
            MemoryFacts facts = facts();
            MemoryChoice choice = MemoryChoice.of(directory, settings.mode(), facts);
            if (settings.lock()) {
                MemoryChoice.requireFits(directory, "locked", facts, "let lock be 'false'");
            }
            return choice.copied() ? copied(choice.reason()) : mapped(choice.reason());
        } finally {
            COPYING.unlock();
        }
    }

    private MemoryFacts facts() {
        MemoryFacts facts =
                MemoryFacts.ofThisMoment(header.tables().isEmpty() ? 0 : CopiedRows.regionBytes(header.tables()));
        return MemoryChoice.asksForMappedHugeShare(settings.mode(), facts)
                ? facts.withMappedHugeShare(mappedHugeShare())
                : facts;
    }

    /** Maps the rows for a moment and reads the first of each table. */
    private double mappedHugeShare() {
        List<MappedTable> tables = map();
        try {
            long touched = 0;
            for (MappedTable table : tables) {
                long bytes = Math.min(PROBE_BYTES - touched, table.rows().byteSize());
                MappedRows.preTouch(table, bytes);
                touched += bytes;
            }
            Residency residency = Residency.of(
                    tables.stream().flatMap(table -> table.addresses().stream()).toList());
            return residency.residentBytes() == 0 ? 0 : (double) residency.hugePageBytes() / residency.residentBytes();
        } finally {
            tables.forEach(MappedTable::close);
        }
    }

    private List<MappedTable> map() {
        List<MappedTable> tables = new ArrayList<>(header.tables().size());
        boolean mapped = false;
        try {
            for (PackedTable table : header.tables()) {
                Path file = directory.resolve(table.file());
                tables.add(MappedTable.open(file, table, orders.get(table.table()), header.fingerprint()));
            }
            mapped = true;
            return tables;
        } finally {
            if (!mapped) {
                tables.forEach(MappedTable::close);
            }
        }
    }

    private PackedShard mapped(String reason) {
        List<MappedTable> tables = map();
        boolean opened = false;
        try {
            tables.forEach(this::prepare);
            ShardMemory memory = new ShardMemory(false, settings.lock(), reason);
            PackedShard shard = new PackedShard(header, tables, null, settings.readAdvice(), memory);
            opened = true;
            return shard;
        } finally {
            if (!opened) {
                tables.forEach(MappedTable::close);
            }
        }
    }

    /** Touches before it advises: random reads would read each page alone. */
    private void prepare(MappedTable table) {
        if (settings.preTouch()) {
            MappedRows.preTouch(table, Long.MAX_VALUE);
        }
        if (settings.lock()) {
            MappedRows.lock(table.path().toString(), table.rows());
        }
        if (!settings.equals(MemorySettings.PLAIN)) {
            MappedRows.advise(table.rows(), settings.readAdvice());
        }
    }

    private PackedShard copied(String reason) {
        List<RowsFile> files = new ArrayList<>();
        CopiedRows copy = CopiedRows.allocate(header.tables());
        boolean opened = false;
        try {
            for (PackedTable table : header.tables()) {
                files.add(RowsFile.open(directory.resolve(table.file()), table, header.fingerprint()));
            }
            List<MappedTable> tables = copy.read(files, orders);
            if (settings.lock()) {
                copy.lock(directory);
            }
            ShardMemory memory = new ShardMemory(true, settings.lock(), reason);
            PackedShard shard = new PackedShard(header, tables, copy, settings.readAdvice(), memory);
            opened = true;
            return shard;
        } finally {
            files.forEach(RowsFile::close);
            if (!opened) {
                copy.close();
            }
        }
    }
}
