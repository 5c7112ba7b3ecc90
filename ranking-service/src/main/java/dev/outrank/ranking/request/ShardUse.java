package dev.outrank.ranking.request;

import dev.outrank.lookup.ShardTimings;
import org.jspecify.annotations.Nullable;

/**
 * What one request asked of a shard, and what that took.
 *
 * @param shard the name of its service; {@code ranking} for the tables that this process holds of a plan that leaves it some
 * @param replica host and port of the replica that answered; null where the shard is in this process, or lost
 * @param outstandingNanos from the sending of the lookup to its last vectors, by this process's clock
 * @param own what the shard spent, by its own clock, all parts together
 * @param sentBytes of the lookup's frame; 0 in this process
 * @param receivedBytes of the frames of all parts; 0 in this process
 * @param lookups how many tables were asked, once for each feature
 * @param bags of all lookups
 * @param ids of all lookups
 * @param parts in which the vectors came
 * @param defaultedIds ids in whose place a default row stood in
 * @param last whether its last vectors came after those of all other shards
 */
public record ShardUse(
        String shard,
        @Nullable String replica,
        long outstandingNanos,
        ShardTimings own,
        long sentBytes,
        long receivedBytes,
        int lookups,
        long bags,
        long ids,
        int parts,
        long defaultedIds,
        boolean last) {

    /** Returns what the shard does not account for, at least 0: no clocks of two machines are compared (the rule of arXiv 2011.02084). */
    public long networkNanos() {
        return Math.max(0, outstandingNanos - own.totalNanos());
    }
}
