package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a packed shard is.
 *
 * @param model the model's name
 * @param bundleFingerprint the fingerprint of the bundle that was packed
 * @param fingerprint {@link ShardFingerprint} of plan and shard
 * @param shard the shard's index in its plan
 * @param shardCount the number of packed shards of the plan, that of ranking included where the plan has one
 * @param tables in the order of the plan's placements; a table's position is its index in lookup frames
 */
public record ShardHeader(
        String model, String bundleFingerprint, long fingerprint, int shard, int shardCount, List<PackedTable> tables) {

    public ShardHeader {
        tables = List.copyOf(tables);
        if (shard < 0 || shard >= shardCount) {
            throw new BundleException("shard: " + shard + " of " + shardCount + " (expected: 0 <= shard < shardCount)");
        }
        Set<String> names = new HashSet<>();
        Set<String> files = new HashSet<>();
        for (PackedTable table : tables) {
            if (!names.add(table.table())) {
                throw new BundleException("tables: '" + table.table() + "' occurs twice (expected: distinct names)");
            }
            requireNew(files, "tables['" + table.table() + "'].file", table.file());
            PackedOrder order = table.order();
            if (order != null) {
                requireNew(files, "tables['" + table.table() + "'].order.file", order.file());
            }
        }
    }

    /** Returns the bytes of each file beside the header, by its name, in the order of tables. */
    public Map<String, Long> files() {
        Map<String, Long> files = new LinkedHashMap<>();
        for (PackedTable table : tables) {
            files.put(table.file(), table.bytes());
            PackedOrder order = table.order();
            if (order != null) {
                files.put(order.file(), order.bytes());
            }
        }
        return files;
    }

    private static void requireNew(Set<String> files, String field, String file) {
        if (!files.add(file)) {
            throw new BundleException(field + ": '" + file + "' occurs twice (expected: one file a table)");
        }
    }
}
