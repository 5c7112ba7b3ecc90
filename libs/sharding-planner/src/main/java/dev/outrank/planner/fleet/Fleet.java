package dev.outrank.planner.fleet;

import dev.outrank.planner.predict.Prediction;
import java.util.List;

/**
 * The processes of one plan.
 *
 * @param strategy the plan's
 * @param rankingReplicas ranking processes
 * @param shardReplicas embedding processes by shard; empty where ranking holds the tables
 * @param cores of all processes
 * @param memoryBytes of all processes, tables included
 * @param prediction with these replicas, at the target's rate
 */
public record Fleet(
        String strategy,
        int rankingReplicas,
        List<Integer> shardReplicas,
        int cores,
        double memoryBytes,
        Prediction prediction) {

    public Fleet {
        shardReplicas = List.copyOf(shardReplicas);
    }

    /** Returns the number of processes. */
    public int processes() {
        return rankingReplicas
                + shardReplicas.stream().mapToInt(Integer::intValue).sum();
    }
}
