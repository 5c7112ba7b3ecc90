package dev.outrank.bundle.shard;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.ParallelTasks;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.storage.TargetDirectory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

/** Makes packed shards of a bundle and a plan. */
public final class ShardPacker {

    private ShardPacker() {}

    /**
     * Writes {@code outDirectory/plan.json} and {@code outDirectory/shard-<i>/…}, all of it or nothing. Tables and parts of large tables
     * are copied at the same time.
     *
     * @param outDirectory absent or empty
     * @param bytesDone hears of each part, with the bytes written since the last call ({@link #packedBytes} in all); is called from
     *     several threads
     * @throws BundleException if the plan is of another bundle or does not cover it, the target is not empty, or the disk too small
     */
    public static void pack(Bundle bundle, ShardingPlan plan, Path outDirectory, LongConsumer bytesDone) {
        if (!plan.bundleFingerprint().equals(bundle.fingerprint())) {
            throw new BundleException("plan.bundleFingerprint: " + plan.bundleFingerprint() + " (expected: "
                    + bundle.fingerprint() + ", that of " + bundle.directory() + "; plan the bundle again)");
        }
        plan.requireCovers(bundle.manifest());
        try (TargetDirectory target = TargetDirectory.prepare(outDirectory, packedBytes(bundle.manifest(), plan))) {
            packInto(bundle, plan, target.working(), bytesDone);
            PlanFormat.write(plan, target.working().resolve(PlanFormat.FILE_NAME));
            target.commit();
        }
    }

    /**
     * Returns the bytes of all rows files of a plan.
     *
     * @throws BundleException if the plan names a table that the manifest does not have
     */
    public static long packedBytes(Manifest manifest, ShardingPlan plan) {
        long bytes = 0;
        for (ShardSpec shard : plan.shards()) {
            for (Placement placement : shard.placements()) {
                TableSpec table = manifest.table(placement.table());
                long stride = RowLayout.stride(table.dtype().rowBytes(table.dim()));
                bytes = Math.addExact(bytes, RowLayout.fileBytes(placement.rows(), stride));
            }
        }
        return bytes;
    }

    private static void packInto(Bundle bundle, ShardingPlan plan, Path directory, LongConsumer bytesDone) {
        List<RowsWriter> writers = new ArrayList<>();
        try (Arena sources = Arena.ofShared()) {
            openAll(bundle, plan, directory, sources, bytesDone, writers);
            writeHeaders(plan, directory, copyAll(plan, writers));
        } finally {
            writers.forEach(RowsWriter::close);
        }
    }

    private static void openAll(
            Bundle bundle,
            ShardingPlan plan,
            Path directory,
            Arena sources,
            LongConsumer bytesDone,
            List<RowsWriter> writers) {
        for (ShardSpec shard : plan.shards()) {
            Path shardDirectory = createDirectory(directory.resolve(PackedShard.directoryName(shard.index())));
            for (int i = 0; i < shard.placements().size(); i++) {
                Path file = shardDirectory.resolve("table-" + i + ".rows");
                writers.add(RowsWriter.open(bundle, shard.placements().get(i), file, sources, bytesDone));
            }
        }
    }

    private static List<PackedTable> copyAll(ShardingPlan plan, List<RowsWriter> writers) {
        List<List<Callable<RowsPart>>> copies =
                writers.stream().map(RowsWriter::copies).toList();
        List<RowsPart> parts =
                ParallelTasks.run(copies.stream().flatMap(List::stream).toList());
        List<PackedTable> tables = new ArrayList<>(writers.size());
        int next = 0;
        int writer = 0;
        for (ShardSpec shard : plan.shards()) {
            long fingerprint = ShardFingerprint.of(plan, shard.index());
            for (int i = 0; i < shard.placements().size(); i++) {
                int end = next + copies.get(writer).size();
                tables.add(writers.get(writer).finish(parts.subList(next, end), fingerprint));
                next = end;
                writer++;
            }
        }
        return tables;
    }

    private static void writeHeaders(ShardingPlan plan, Path directory, List<PackedTable> tables) {
        int next = 0;
        for (ShardSpec shard : plan.shards()) {
            int end = next + shard.placements().size();
            ShardHeader header = new ShardHeader(
                    plan.model(),
                    plan.bundleFingerprint(),
                    ShardFingerprint.of(plan, shard.index()),
                    shard.index(),
                    plan.shards().size(),
                    tables.subList(next, end));
            ShardHeaderFormat.write(
                    header,
                    directory.resolve(PackedShard.directoryName(shard.index())).resolve(ShardHeaderFormat.FILE_NAME));
            next = end;
        }
    }

    private static Path createDirectory(Path directory) {
        try {
            return Files.createDirectory(directory);
        } catch (IOException e) {
            throw new BundleException(directory + ": cannot be made: " + e + " (expected: a writable place)", e);
        }
    }
}
