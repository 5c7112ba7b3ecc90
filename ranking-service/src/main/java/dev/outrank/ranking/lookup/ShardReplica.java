package dev.outrank.ranking.lookup;

import dev.outrank.ranking.replica.Replica;
import dev.outrank.replica.Candidate;
import dev.outrank.replica.ReplicaHealth;
import org.jspecify.annotations.Nullable;

/**
 * One replica of a shard.
 *
 * @param where it answers
 * @param health what its calls say about it
 * @param way to it
 * @param meters of the shard
 */
record ShardReplica(Replica where, ReplicaHealth health, ReplicaWay way, ShardMeters meters) implements Candidate {

    /** One on trial takes probes alone: calls have others to go to. */
    @Override
    public boolean isUsable() {
        return health.standing() == ReplicaHealth.Standing.SERVING && way.isOpen();
    }

    /** Returns whether a probe would decide what becomes of it. */
    boolean awaitsProbe() {
        return health.awaitsTrial() && way.isOpen();
    }

    @Override
    public double cost() {
        return health.cost();
    }

    // Each is one of its kind.
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
