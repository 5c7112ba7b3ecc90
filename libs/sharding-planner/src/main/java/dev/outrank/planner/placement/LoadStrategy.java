package dev.outrank.planner.placement;

import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Balances expected lookups: the most asked table first, each to the shard with the fewest lookups that has room for it; ties by bytes,
 * name and index.
 *
 * <p>The "load-balanced" placement of Lui et al., arXiv 2011.02084, with one addition: a table that would lift a shard more than 4 % above
 * the mean is split by rows into the fewest ranges of equal lookups that fit. What is never asked fills up the shards by bytes.
 */
public final class LoadStrategy implements PlacementStrategy {

    /** A shard may exceed the mean by 1/25, or by one shard's part where there are more. */
    private static final int TOLERANCE_DIVISOR = 25;

    private final String name;
    private final String about;
    private final ToDoubleFunction<TableFacts> weight;

    private LoadStrategy(String name, String about, ToDoubleFunction<TableFacts> weight) {
        this.name = name;
        this.about = about;
        this.weight = weight;
    }

    /** Returns the strategy that counts lookups, all alike. */
    static LoadStrategy byLookups() {
        return new LoadStrategy(
                "load",
                "equal lookups on all shards, from the profile; tables that are asked much are split by rows",
                table -> 1);
    }

    /**
     * Returns the strategy that counts what lookups cost.
     *
     * @param nanosPerLookup of each table
     */
    public static PlacementStrategy byCost(ToDoubleFunction<TableFacts> nanosPerLookup) {
        return new PartlyLocalStrategy(
                new LoadStrategy("equal pooling time", "equal time of pooling on all shards", nanosPerLookup));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return about;
    }

    @Override
    public ReasonedPlan plan(ModelFacts model, PlanConstraints constraints) {
        model.requireDemand("strategy '" + name() + "'");
        int shards = constraints.shards();
        TableLoads tables = TableLoads.of(model, weight);
        double mean = model.tables().stream().mapToDouble(tables::lookups).sum() / shards;
        ShardLoads loads = new ShardLoads(shards, constraints.replicas(), tables);
        LookupSplit split = new LookupSplit(
                loads, loads.all(), mean + mean / Math.max(TOLERANCE_DIVISOR, shards), constraints.maxShardBytes());
        mostAskedFirst(model.tables(), tables).forEach(table -> split.place(TableRange.whole(table)));
        return PlanAssembly.assemble(name(), model, constraints, loads);
    }

    private static List<TableFacts> mostAskedFirst(List<TableFacts> all, TableLoads tables) {
        return all.stream()
                .sorted(Comparator.<TableFacts>comparingDouble(tables::lookups)
                        .reversed()
                        .thenComparing(
                                Comparator.comparingLong(TableFacts::bytes).reversed())
                        .thenComparing(TableFacts::name))
                .toList();
    }
}
