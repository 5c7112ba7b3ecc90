package dev.outrank.planner.predict;

import dev.outrank.planner.cost.RpcCost;
import dev.outrank.planner.cost.StageCosts;

/**
 * What calls cost more where all processes share one machine: one that is asked now and then finds its caches taken. Immutable.
 *
 * @param latencyNanos added to the latency of a call
 * @param callerNanos added to the CPU time of its caller
 * @param shardNanos added to the CPU time of its shard
 */
record ColdCalls(double latencyNanos, double callerNanos, double shardNanos) {

    private static final ColdCalls NONE = new ColdCalls(0, 0, 0);

    /** Returns nothing for processes that have a machine each for itself: they are asked all the time. */
    static ColdCalls of(StageCosts costs, Serving serving) {
        return serving.oneMachine()
                ? new ColdCalls(
                        costs.coldCallNanos(RpcCost.LATENCY),
                        costs.coldCallNanos(RpcCost.CALLER_CPU),
                        costs.coldCallNanos(RpcCost.SHARD_CPU))
                : NONE;
    }
}
