package dev.outrank.planner.placement;

import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.Comparator;
import java.util.List;

/**
 * Balances packed bytes: the largest table first, each to the least loaded shard; ties by name and index.
 *
 * <p>The "capacity-balanced" placement of Lui et al., arXiv 2011.02084, with one addition: a table that would lift a shard more than
 * 4 % above the mean is split by rows, into the fewest equal ranges that fit. Tables of too few rows to split stay whole and may
 * unbalance the plan.
 */
public final class CapacityStrategy implements PlacementStrategy {

    /** A shard may exceed the mean by 1/25: 4 %, so that the rounding to whole rows stays below 5 %. With more shards it is one shard's part, or fewer shards would do. */
    private static final int TOLERANCE_DIVISOR = 25;

    @Override
    public String name() {
        return "capacity";
    }

    @Override
    public String about() {
        return "equal bytes on all shards; large tables are split by rows";
    }

    @Override
    public ReasonedPlan plan(ModelFacts model, PlanConstraints constraints) {
        int shards = constraints.shards();
        long mean = Math.ceilDiv(model.bytes(), shards);
        List<TableFacts> tables = largestFirst(model);
        if (mean > constraints.maxShardBytes()) {
            throw InfeasiblePlanException.ofModel(tables.getFirst(), mean, constraints.maxShardBytes());
        }
        long limit = Math.min(mean + mean / Math.max(TOLERANCE_DIVISOR, shards), constraints.maxShardBytes());
        ShardLoads loads = new ShardLoads(shards, constraints.replicas(), TableLoads.of(model));
        TableSplit split = new TableSplit(loads, loads.all(), limit);
        tables.forEach(table -> split.place(TableRange.whole(table)));
        return PlanAssembly.assemble(name(), model, constraints, loads);
    }

    static List<TableFacts> largestFirst(ModelFacts model) {
        return model.tables().stream()
                .sorted(Comparator.comparingLong(TableFacts::bytes).reversed().thenComparing(TableFacts::name))
                .toList();
    }
}
