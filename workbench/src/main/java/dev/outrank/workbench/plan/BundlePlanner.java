package dev.outrank.workbench.plan;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.Planning;
import java.util.Map;

/** Plans bundles by the name of a strategy. */
public final class BundlePlanner {

    private BundlePlanner() {}

    /** Returns a plan that covers the bundle and stores its tables as it does. */
    public static ShardingPlan plan(Bundle bundle, String strategy, PlanConstraints constraints) {
        return plan(bundle, strategy, constraints, Map.of());
    }

    /**
     * Returns a plan that covers the bundle.
     *
     * @param dtypes the types in which shards store tables where not as the bundle does, by table name
     * @param strategy one of {@link PlacementStrategies#names()}
     * @throws dev.outrank.planner.PlanException when there is no such strategy, or none of its plans satisfies the constraints
     */
    public static ShardingPlan plan(
            Bundle bundle, String strategy, PlanConstraints constraints, Map<String, ElementType> dtypes) {
        ModelFacts facts = ModelFacts.of(bundle.manifest(), bundle.fingerprint(), dtypes);
        ShardingPlan plan = Planning.plan(PlacementStrategies.byName(strategy), facts, constraints)
                .plan();
        plan.requireCovers(bundle.manifest());
        return plan;
    }
}
