package dev.outrank.planner.compare;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.predict.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * One strategy over one number of shards: a plan and its prediction, or why there is none.
 *
 * @param strategy its name
 * @param shards how many
 * @param plan null where there is none
 * @param prediction null where there is no plan
 * @param refusal why there is no plan, null where there is one
 */
public record ComparedPlan(
        String strategy,
        int shards,
        @Nullable ShardingPlan plan,
        @Nullable Prediction prediction,
        @Nullable String refusal) {}
