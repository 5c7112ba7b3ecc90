package dev.outrank.planner;

import dev.outrank.bundle.plan.ShardingPlan;

/** Places every table whole on a single shard: for models that fit on one server. */
public final class OneShardStrategy implements PlacementStrategy {

    @Override
    public String name() {
        return "one-shard";
    }

    @Override
    public ShardingPlan plan(ModelFacts model, PlanConstraints constraints) {
        if (constraints.shards() != 1) {
            throw new PlanException(
                    "shards: " + constraints.shards() + " (expected: 1 with the strategy '" + name() + "')");
        }
        ShardLoads loads = new ShardLoads(1);
        model.tables().forEach(table -> loads.add(0, table, 0, table.rows()));
        return PlanAssembly.assemble(name(), model, constraints, loads);
    }
}
