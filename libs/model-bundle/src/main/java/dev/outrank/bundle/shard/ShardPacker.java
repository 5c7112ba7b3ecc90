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
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Makes packed shards of a bundle and a plan. */
public final class ShardPacker {

    private ShardPacker() {}

    /**
     * Writes {@code outDirectory/plan.json} and {@code outDirectory/shard-<i>/…}, all of it or nothing. Tables and parts of large tables
     * are copied at the same time, and converted where the plan chooses another type than the bundle's. Rows of a table with an order
     * lie in that order, with the list of hot ids beside them.
     *
     * @param outDirectory absent or empty
     * @param bytesDone hears of each part, with the bytes written since the last call ({@link #packedBytes} in all); is called from
     *     several threads
     * @throws BundleException if the plan is of another bundle or does not cover it, the target is not empty, the disk too
     *     small, a row has a number that its type cannot hold, or a list of hot ids is no order
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
     * Returns the bytes of all rows and order files of a plan.
     *
     * @throws BundleException if the plan names a table that the manifest does not have
     */
    public static long packedBytes(Manifest manifest, ShardingPlan plan) {
        long bytes = 0;
        for (ShardSpec shard : plan.packed()) {
            bytes = Math.addExact(bytes, packedBytes(manifest, plan, shard));
        }
        return bytes;
    }

    /**
     * Returns the bytes of all rows and order files of a shard of a plan.
     *
     * @throws BundleException if the shard names a table that the manifest does not have
     */
    public static long packedBytes(Manifest manifest, ShardingPlan plan, ShardSpec shard) {
        long bytes = 0;
        for (Placement placement : shard.placements()) {
            TableSpec table = manifest.table(placement.table());
            long stride = RowLayout.rowBytes(plan.storedType(table), table.dim());
            bytes = Math.addExact(bytes, RowLayout.fileBytes(placement.rows(), stride));
            bytes = Math.addExact(bytes, RowLayout.orderBytes(table));
        }
        return bytes;
    }

    private static void packInto(Bundle bundle, ShardingPlan plan, Path directory, LongConsumer bytesDone) {
        try (Arena sources = Arena.ofShared()) {
            Packing packing = Packing.of(bundle, plan, sources, bytesDone);
            List<ShardWriter> shards = plan.packed().stream()
                    .map(shard -> ShardWriter.begin(packing, shard, directory))
                    .toList();
            List<RowsPart> parts = ParallelTasks.run(
                    shards.stream().flatMap(shard -> shard.copies().stream()).toList());
            int next = 0;
            for (ShardWriter shard : shards) {
                int end = next + shard.copies().size();
                shard.finish(parts.subList(next, end));
                next = end;
            }
        }
    }
}
