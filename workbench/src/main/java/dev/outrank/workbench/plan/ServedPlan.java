package dev.outrank.workbench.plan;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.fleet.Fleet;

/**
 * A plan and the processes that serve it.
 *
 * @param plan with the replicas of the fleet; those of a singular plan are the ranking processes
 * @param fleet with what the plan costs at the rate of the {@link CostModel}
 */
record ServedPlan(ShardingPlan plan, Fleet fleet) {

    double p99Nanos() {
        return fleet.prediction().p99Nanos();
    }
}
