package dev.outrank.planner.predict;

import dev.outrank.planner.PlanException;

/**
 * How a plan is served.
 *
 * @param requestsPerSecond arrivals, at random; 0 for an idle system
 * @param coresPerReplica cores of each process, at least 1
 * @param rankingReplicas ranking processes, at least 1
 * @param oneMachine whether all processes are on one machine and share its {@code coresPerReplica} cores, as in the local stack
 */
public record Serving(double requestsPerSecond, int coresPerReplica, int rankingReplicas, boolean oneMachine) {

    public Serving {
        if (!(requestsPerSecond >= 0 && Double.isFinite(requestsPerSecond))) {
            throw new PlanException(
                    "requestsPerSecond: " + requestsPerSecond + " (expected: a finite number of at least 0)");
        }
        if (coresPerReplica < 1 || rankingReplicas < 1) {
            throw new PlanException("coresPerReplica " + coresPerReplica + ", rankingReplicas " + rankingReplicas
                    + " (expected: both at least 1)");
        }
    }

    /** Makes the serving of processes that have their cores each for itself. */
    public Serving(double requestsPerSecond, int coresPerReplica, int rankingReplicas) {
        this(requestsPerSecond, coresPerReplica, rankingReplicas, false);
    }

    /** Returns the same processes with their cores each for itself. */
    Serving apart() {
        return new Serving(requestsPerSecond, coresPerReplica, rankingReplicas);
    }

    /** Returns the serving by one ranking process and one of each shard, which share the cores of one machine. */
    public static Serving onOneMachine(double requestsPerSecond, int cores) {
        return new Serving(requestsPerSecond, cores, 1, true);
    }
}
