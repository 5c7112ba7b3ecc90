package dev.outrank.workbench.plan;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.fleet.Fleet;
import dev.outrank.planner.fleet.FleetPlanner;
import dev.outrank.planner.fleet.FleetTarget;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlacementStrategy;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.ReasonedPlan;
import dev.outrank.planner.search.AutoStrategy;
import dev.outrank.planner.search.SearchSettings;

/**
 * Searches with as many replicas as the target will need.
 *
 * <p>At a rate that one replica of each shard cannot serve every placement is infinitely slow, and a search has nothing to go by. So the
 * replicas of the plan with balanced lookups (else balanced bytes) come first, those of its busiest shard for all shards.
 */
final class SizedAutoStrategy implements PlacementStrategy {

    private final CostModel costs;
    private final SearchSettings settings;

    SizedAutoStrategy(CostModel costs, SearchSettings settings) {
        this.costs = costs;
        this.settings = settings;
    }

    @Override
    public String name() {
        return AutoStrategy.NAME;
    }

    @Override
    public String about() {
        return unsized().about();
    }

    @Override
    public ReasonedPlan plan(ModelFacts model, PlanConstraints constraints) {
        FleetTarget target = costs.target();
        if (target == null) {
            return unsized().plan(model, constraints);
        }
        Fleet fleet = new FleetPlanner(costs.predictor(), target).distributed(balanced(model, constraints));
        int replicas =
                fleet.shardReplicas().stream().mapToInt(Integer::intValue).max().orElse(constraints.replicas());
        return new AutoStrategy(costs.predictor(), costs.serving(fleet.rankingReplicas()), settings)
                .plan(model, new PlanConstraints(constraints.shards(), replicas, constraints.maxShardBytes()));
    }

    private AutoStrategy unsized() {
        return new AutoStrategy(costs.predictor(), costs.serving(1), settings);
    }

    private static ShardingPlan balanced(ModelFacts model, PlanConstraints constraints) {
        try {
            return PlacementStrategies.byName("load").plan(model, constraints).plan();
        } catch (PlanException e) {
            return PlacementStrategies.byName("capacity")
                    .plan(model, constraints)
                    .plan();
        }
    }
}
