package dev.outrank.workbench.characterize;

import java.util.List;

/**
 * The processes that a rate takes, as the planner sizes them.
 *
 * @param model its name
 * @param strategy of the plan
 * @param shards how many
 * @param requestsPerSecond the rate
 * @param rankingReplicas ranking processes
 * @param shardReplicas embedding processes by shard; empty where ranking holds the tables
 * @param cores of all processes
 * @param memoryBytes of all processes, tables included
 */
public record FleetRow(
        String model,
        String strategy,
        int shards,
        double requestsPerSecond,
        int rankingReplicas,
        List<Integer> shardReplicas,
        int cores,
        double memoryBytes) {

    public FleetRow {
        shardReplicas = List.copyOf(shardReplicas);
    }
}
