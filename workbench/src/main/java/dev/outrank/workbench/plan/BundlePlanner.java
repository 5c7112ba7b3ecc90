package dev.outrank.workbench.plan;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.ModelFacts;
import dev.outrank.planner.PlacementStrategies;
import dev.outrank.planner.PlanConstraints;

/** Plans bundles by the name of a strategy. */
public final class BundlePlanner {

    private BundlePlanner() {}

    /**
     * Returns a plan that covers the bundle.
     *
     * @param strategy one of {@link PlacementStrategies#names()}
     * @throws dev.outrank.planner.PlanException when there is no such strategy, or none of its plans satisfies the constraints
     */
    public static ShardingPlan plan(Bundle bundle, String strategy, PlanConstraints constraints) {
        ModelFacts facts = ModelFacts.of(bundle.manifest(), bundle.fingerprint());
        ShardingPlan plan = PlacementStrategies.byName(strategy).plan(facts, constraints);
        plan.requireCovers(bundle.manifest());
        return plan;
    }
}
