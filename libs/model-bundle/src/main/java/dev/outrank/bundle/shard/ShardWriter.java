package dev.outrank.bundle.shard;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.internal.SmallFiles;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

/** Writes the directory of one shard: the rows files part by part, then the header. */
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

    /** Makes the directory below {@code parent} and maps the sources into {@code arena}, which the caller closes. */
    static ShardWriter begin(
            Bundle bundle, ShardingPlan plan, ShardSpec shard, Path parent, Arena arena, LongConsumer bytesDone) {
        Path directory = parent.resolve(PackedShard.directoryName(shard.index()));
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw SmallFiles.unwritable(directory, e);
        }
        List<RowsWriter> tables = new ArrayList<>(shard.placements().size());
        for (Placement placement : shard.placements()) {
            Path file = directory.resolve("table-" + tables.size() + ".rows");
            tables.add(RowsWriter.of(bundle, plan, placement, file, arena, bytesDone));
        }
        return new ShardWriter(plan, shard.index(), directory, tables);
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
                plan.shards().size(),
                packed);
        ShardHeaderFormat.write(header, directory.resolve(ShardHeaderFormat.FILE_NAME));
    }
}
