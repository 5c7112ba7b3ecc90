package dev.outrank.bundle.shard;

import dev.outrank.bundle.internal.SmallFiles;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Writes the directory of one shard: the rows and order files part by part, then the header. */
final class ShardWriter {

    private final ShardingPlan plan;
    private final int shard;
    private final Path directory;
    private final List<RowsWriter> tables;
    /** The copies of each table. */
    private final List<List<Callable<RowsPart>>> copies;

    private ShardWriter(ShardingPlan plan, int shard, Path directory, List<RowsWriter> tables) {
        this.plan = plan;
        this.shard = shard;
        this.directory = directory;
        this.tables = tables;
        this.copies = tables.stream().map(RowsWriter::copies).toList();
    }

    /** Makes the directory below {@code parent} and maps the sources. */
    static ShardWriter begin(Packing packing, ShardSpec shard, Path parent) {
        Path directory = parent.resolve(PackedShard.directoryName(shard.index()));
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw SmallFiles.unwritable(directory, e);
        }
        List<RowsWriter> tables = new ArrayList<>(shard.placements().size());
        for (Placement placement : shard.placements()) {
            tables.add(RowsWriter.of(packing, placement, directory.resolve("table-" + tables.size())));
        }
        return new ShardWriter(packing.plan(), shard.index(), directory, tables);
    }

    /** Returns the tasks that copy all rows of all tables, in order. */
    List<Callable<RowsPart>> copies() {
        return copies.stream().flatMap(List::stream).toList();
    }

    /** Writes the header pages and the header; {@code parts} are the results of {@link #copies}. */
    void finish(List<RowsPart> parts) {
        long fingerprint = ShardFingerprint.of(plan, shard);
        List<PackedTable> packed = new ArrayList<>(tables.size());
        int next = 0;
        for (int i = 0; i < tables.size(); i++) {
            int end = next + copies.get(i).size();
            packed.add(tables.get(i).finish(parts.subList(next, end), fingerprint));
            next = end;
        }
        ShardHeader header = new ShardHeader(
                plan.model(),
                plan.bundleFingerprint(),
                fingerprint,
                shard,
                plan.packed().size(),
                packed);
        ShardHeaderFormat.write(header, directory.resolve(ShardHeaderFormat.FILE_NAME));
    }
}
