package dev.outrank.ranking.lookup;

import dev.outrank.replica.CallPermission;
import dev.outrank.replica.TwoChoices;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A replica for one attempt, and its permission to be called.
 *
 * @param replica the replica
 * @param permission to be told how the attempt ended
 */
record ReplicaPick(ShardReplica replica, CallPermission permission) {

    /**
     * Picks one that serves; where there is none one that is left alone, then one whose connection is being made, then any, so that its failure tells why.
     *
     * @return null where no breaker permits a call
     */
    static @Nullable ReplicaPick first(ReplicaList.Choice among, long remainingNanos) {
        ReplicaPick pick = reachable(among, remainingNanos);
        pick = pick != null ? pick : any(among.all(), replica -> replica.way().isBeingMade(), remainingNanos);
        return pick != null ? pick : any(among.all(), replica -> true, remainingNanos);
    }

    /** Picks the cheaper of two that serve and are near, of all but those whose breakers do not permit it; where there is none, the same of all; null where none serves. */
    static @Nullable ReplicaPick serving(ReplicaList.Choice among, long remainingNanos) {
        ReplicaPick pick = serving(among.near(), remainingNanos);
        return pick != null ? pick : serving(among.all(), remainingNanos);
    }

    private static @Nullable ReplicaPick serving(List<ShardReplica> among, long remainingNanos) {
        return TwoChoices.begin(among, ThreadLocalRandom.current(), replica -> of(replica, remainingNanos));
    }

    /** Picks one that a call would reach at once, be it left alone; null where there is none. */
    static @Nullable ReplicaPick reachable(ReplicaList.Choice among, long remainingNanos) {
        ReplicaPick pick = serving(among, remainingNanos);
        return pick != null ? pick : any(among.all(), replica -> replica.way().isOpen(), remainingNanos);
    }

    private static @Nullable ReplicaPick any(
            List<ShardReplica> among, Predicate<ShardReplica> suitable, long remainingNanos) {
        for (ShardReplica replica : among) {
            if (suitable.test(replica)) {
                ReplicaPick pick = of(replica, remainingNanos);
                if (pick != null) {
                    return pick;
                }
            }
        }
        return null;
    }

    /** Picks this one; null where its breaker does not permit it. */
    static @Nullable ReplicaPick of(ShardReplica replica, long remainingNanos) {
        CallPermission permission = replica.health().tryBegin(remainingNanos);
        return permission == null ? null : new ReplicaPick(replica, permission);
    }
}
