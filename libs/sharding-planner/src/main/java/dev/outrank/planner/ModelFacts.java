package dev.outrank.planner;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a strategy knows of a model.
 *
 * @param model the model's name
 * @param bundleFingerprint the fingerprint of the bundle, carried into the plan
 * @param dtypes the types in which shards store tables where not as the bundle does, by table name; carried into the plan
 * @param tables at least one, with distinct names
 */
public record ModelFacts(
        String model, String bundleFingerprint, Map<String, ElementType> dtypes, List<TableFacts> tables) {

    public ModelFacts {
        dtypes = Map.copyOf(dtypes);
        tables = List.copyOf(tables);
        if (tables.isEmpty()) {
            throw new PlanException("tables: [] (expected: at least one table to place)");
        }
        Set<String> names = new HashSet<>();
        long total = 0;
        for (TableFacts table : tables) {
            if (!names.add(table.name())) {
                throw new PlanException("tables: '" + table.name() + "' occurs twice (expected: distinct names)");
            }
            if (table.bytes() > Long.MAX_VALUE - total) {
                throw new PlanException("tables: the bytes of all tables overflow 64 bits (expected: fewer rows)");
            }
            total += table.bytes();
        }
    }

    /** Makes facts of tables that shards store as the bundle does. */
    public ModelFacts(String model, String bundleFingerprint, List<TableFacts> tables) {
        this(model, bundleFingerprint, Map.of(), tables);
    }

    /** Returns the facts of a bundle whose tables are stored in the shards as they are in the bundle. */
    public static ModelFacts of(Manifest manifest, String bundleFingerprint) {
        return of(manifest, bundleFingerprint, Map.of());
    }

    /**
     * Returns the facts of a bundle.
     *
     * @param dtypes the types in which shards store tables where not as the bundle does, by table name
     */
    public static ModelFacts of(Manifest manifest, String bundleFingerprint, Map<String, ElementType> dtypes) {
        return new ModelFacts(
                manifest.name(),
                bundleFingerprint,
                dtypes,
                manifest.tables().stream()
                        .map(table -> TableFacts.of(table, dtypes.getOrDefault(table.name(), table.dtype())))
                        .toList());
    }

    /** Returns the bytes of all tables, each as one range; every split adds the {@code rangeBytes} of its table. */
    public long bytes() {
        return tables.stream().mapToLong(TableFacts::bytes).sum();
    }

    /** Returns the rows of all tables, a bound for the number of shards that hold something. */
    public long rows() {
        return tables.stream().mapToLong(TableFacts::rows).sum();
    }

    /** Returns the packed bytes that a plan of this model puts on each shard, by index. */
    public List<Long> shardBytes(ShardingPlan plan) {
        Map<String, TableFacts> byName = new HashMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        return plan.shards().stream().map(shard -> bytes(shard, byName)).toList();
    }

    private static long bytes(ShardSpec shard, Map<String, TableFacts> byName) {
        long bytes = 0;
        for (Placement placement : shard.placements()) {
            TableFacts table = byName.get(placement.table());
            if (table == null) {
                throw new PlanException(
                        "shards[" + shard.index() + "]: '" + placement.table() + "' (expected: a table of the model)");
            }
            bytes += table.bytesOfRange(placement.rows());
        }
        return bytes;
    }
}
