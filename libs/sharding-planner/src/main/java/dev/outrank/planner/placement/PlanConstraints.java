package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;

/**
 * What a plan must keep to.
 *
 * @param shards how many shards, 1 to {@link #MAX_SHARDS}
 * @param replicas instances of each shard, 1 to {@link #MAX_REPLICAS}
 * @param maxShardBytes the most bytes that the files of a shard may have, padding, default rows, header pages and orders included; {@link Long#MAX_VALUE} for no limit
 * @param maxLocalBytes the most bytes of tables that each ranking process may hold itself, at least 0
 */
public record PlanConstraints(int shards, int replicas, long maxShardBytes, long maxLocalBytes) {

    /** A guard against typing errors; a request touches every shard, so that far fewer are useful. */
    public static final int MAX_SHARDS = 4096;

    /** A guard against typing errors, of any one shard. */
    public static final int MAX_REPLICAS = 10_000;

    public PlanConstraints {
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new PlanException("shards: " + shards + " (expected: 1 to " + MAX_SHARDS + ")");
        }
        if (replicas < 1 || replicas > MAX_REPLICAS) {
            throw new PlanException("replicas: " + replicas + " (expected: 1 to " + MAX_REPLICAS + ")");
        }
        if (maxShardBytes < 1) {
            throw new PlanException("maxShardBytes: " + maxShardBytes + " (expected: at least 1)");
        }
        if (maxLocalBytes < 0) {
            throw new PlanException("maxLocalBytes: " + maxLocalBytes + " (expected: at least 0)");
        }
    }

    /** Makes constraints that leave nothing to ranking. */
    public PlanConstraints(int shards, int replicas, long maxShardBytes) {
        this(shards, replicas, maxShardBytes, 0);
    }

    /** Returns constraints of one replica and no limit of bytes. */
    public static PlanConstraints ofShards(int shards) {
        return new PlanConstraints(shards, 1, Long.MAX_VALUE);
    }

    /** Returns the same constraints for another number of shards. */
    public PlanConstraints withShards(int otherShards) {
        return new PlanConstraints(otherShards, replicas, maxShardBytes, maxLocalBytes);
    }

    /** Returns the same constraints with other replicas of each shard. */
    public PlanConstraints withReplicas(int otherReplicas) {
        return new PlanConstraints(shards, otherReplicas, maxShardBytes, maxLocalBytes);
    }

    /** Returns the same constraints with another limit of what ranking holds. */
    public PlanConstraints withMaxLocalBytes(long otherBytes) {
        return new PlanConstraints(shards, replicas, maxShardBytes, otherBytes);
    }

    /** Returns the same constraints with another limit of bytes a shard. */
    public PlanConstraints withMaxShardBytes(long otherBytes) {
        return new PlanConstraints(shards, replicas, otherBytes, maxLocalBytes);
    }
}
