package dev.outrank.bundle.plan;

import dev.outrank.bundle.failure.BundleException;
import java.util.List;

/**
 * One shard: what it holds. A placement's position in the list is the table's index in lookup frames.
 *
 * @param index from 0, the position in the plan
 * @param replicas how many instances should serve it, at least 1
 * @param placements in the order in which they are packed; one range of a table at most
 */
public record ShardSpec(int index, int replicas, List<Placement> placements) {

    public ShardSpec {
        placements = List.copyOf(placements);
        if (index < 0) {
            throw new BundleException("shards.index: " + index + " (expected: at least 0)");
        }
        if (replicas < 1) {
            throw new BundleException("shards[" + index + "].replicas: " + replicas + " (expected: at least 1)");
        }
        Placement.requireDistinct(placements, "shards[" + index + "].placements", "on a shard");
    }

    /** Returns the logical name of the service that answers for this shard. */
    public String serviceName() {
        return "embedding-" + index;
    }
}
