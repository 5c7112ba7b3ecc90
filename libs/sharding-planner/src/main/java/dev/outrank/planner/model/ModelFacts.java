package dev.outrank.planner.model;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.traffic.TrafficProfile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy knows of a model. Immutable.
 *
 * @param model the model's name
 * @param bundleFingerprint the fingerprint of the bundle, carried into the plan
 * @param dtypes the types in which shards store tables where not as the bundle does, by table name; carried into the plan
 * @param tables at least one, with distinct names
 * @param demand what requests ask of the tables; null where nobody measured it
 */
public record ModelFacts(
        String model,
        String bundleFingerprint,
        Map<String, ElementType> dtypes,
        List<TableFacts> tables,
        @Nullable Demand demand) {

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
        Map<String, List<String>> readers = TableReaders.of(manifest);
        return new ModelFacts(
                manifest.name(),
                bundleFingerprint,
                dtypes,
                manifest.tables().stream()
                        .map(table -> TableFacts.of(
                                table,
                                dtypes.getOrDefault(table.name(), table.dtype()),
                                readers.getOrDefault(table.name(), List.of())))
                        .toList(),
                null);
    }

    /**
     * Returns the same model with what a profile measured of its requests.
     *
     * @throws PlanException if the profile is another model's
     */
    public ModelFacts with(TrafficProfile profile) {
        if (!profile.model().equals(model)) {
            throw new PlanException("profile.model: '" + profile.model() + "' (expected: '" + model + "')");
        }
        return new ModelFacts(model, bundleFingerprint, dtypes, tables, Demand.of(profile, tables));
    }

    /**
     * Returns what requests ask of the tables.
     *
     * @param purpose what needs it, for the message
     * @throws PlanException if nobody measured it
     */
    public Demand requireDemand(String purpose) {
        if (demand == null) {
            throw new PlanException(
                    purpose
                            + ": no profile (expected: --profile with what 'outrank profile' measured of the model's requests)");
        }
        return demand;
    }

    /** Returns the bytes of all tables, each as one range; every split adds the {@code rangeBytes} of its table. */
    public long bytes() {
        return tables.stream().mapToLong(TableFacts::bytes).sum();
    }

    /** Returns the rows of all tables, a bound for the number of shards that hold something. */
    public long rows() {
        return tables.stream().mapToLong(TableFacts::rows).sum();
    }

    /** Returns the tables by name. */
    public TableIndex index() {
        return new TableIndex(tables);
    }

    /** Returns the packed bytes of the tables that a plan of this model leaves to each ranking process. */
    public long localBytes(ShardingPlan plan) {
        TableIndex index = index();
        return plan.local().stream()
                .mapToLong(placement -> index.range(placement).bytes())
                .sum();
    }

    /** Returns the packed bytes that a plan of this model puts on each shard, by index. */
    public List<Long> shardBytes(ShardingPlan plan) {
        TableIndex index = index();
        return plan.shards().stream()
                .map(shard -> index.ranges(shard).stream()
                        .mapToLong(TableRange::bytes)
                        .sum())
                .toList();
    }
}
