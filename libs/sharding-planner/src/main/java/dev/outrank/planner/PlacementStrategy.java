package dev.outrank.planner;

import dev.outrank.bundle.plan.ShardingPlan;

/**
 * A way to place tables. Implementations are stateless and pure: equal arguments give equal plans.
 *
 * <p>A plan places every row exactly once, leaves no shard empty, lists the placements of a shard in the order of the model's tables,
 * and gives the ranges of a split table to shards in ascending order of both.
 */
public interface PlacementStrategy {

    /** Returns the name by which plans and the command line call it. */
    String name();

    /**
     * Returns a plan of the model.
     *
     * @throws PlanException when no plan of this strategy satisfies the constraints
     */
    ShardingPlan plan(ModelFacts model, PlanConstraints constraints);
}
