package dev.outrank.planner.predict;

import dev.outrank.planner.PlanException;

/**
 * How a plan is served.
 *
 * @param requestsPerSecond arrivals, at random; 0 for an idle system
 * @param coresPerReplica cores of each process, at least 1
 * @param rankingReplicas ranking processes, at least 1
 */
public record Serving(double requestsPerSecond, int coresPerReplica, int rankingReplicas) {

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
}
