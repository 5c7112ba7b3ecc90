package dev.outrank.planner.placement;

import dev.outrank.bundle.plan.ShardingPlan;
import java.util.Map;

/**
 * A plan, and why each table sits where it sits.
 *
 * @param plan the plan
 * @param reasons a sentence by table name, for people
 */
public record ReasonedPlan(ShardingPlan plan, Map<String, String> reasons) {

    public ReasonedPlan {
        reasons = Map.copyOf(reasons);
    }
}
