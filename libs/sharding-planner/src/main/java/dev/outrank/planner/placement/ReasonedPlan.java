package dev.outrank.planner.placement;

import dev.outrank.bundle.plan.ShardingPlan;
import java.util.List;
import java.util.Map;

/**
 * A plan, and why each table sits where it sits.
 *
 * @param plan the plan
 * @param reasons a sentence by table name, for people
 * @param notes on the plan as a whole, for people: what a search did
 */
public record ReasonedPlan(ShardingPlan plan, Map<String, String> reasons, List<String> notes) {

    public ReasonedPlan {
        reasons = Map.copyOf(reasons);
        notes = List.copyOf(notes);
    }

    /** Makes a plan without notes. */
    public ReasonedPlan(ShardingPlan plan, Map<String, String> reasons) {
        this(plan, reasons, List.of());
    }

    /** Returns the same reasons for a plan with the same placements. */
    public ReasonedPlan with(ShardingPlan other) {
        return new ReasonedPlan(other, reasons, notes);
    }
}
