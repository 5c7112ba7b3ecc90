package dev.outrank.planner.fleet;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.placement.PlanConstraints;

/**
 * What a fleet should do.
 *
 * @param requestsPerSecond above 0
 * @param utilisation share of the time that a core should work at that rate, above 0, below 1
 * @param coresPerReplica cores of each process, at least 1
 * @param minReplicas of each shard and of ranking, at least 1
 * @param processBytes memory that each process takes besides its tables
 */
public record FleetTarget(
        double requestsPerSecond, double utilisation, int coresPerReplica, int minReplicas, long processBytes) {

    public FleetTarget {
        if (!(requestsPerSecond > 0 && Double.isFinite(requestsPerSecond))) {
            throw new PlanException("requestsPerSecond: " + requestsPerSecond + " (expected: a finite number above 0)");
        }
        if (!(utilisation > 0 && utilisation < 1)) {
            throw new PlanException("utilisation: " + utilisation + " (expected: above 0 and below 1)");
        }
        if (coresPerReplica < 1 || minReplicas < 1) {
            throw new PlanException("coresPerReplica " + coresPerReplica + ", minReplicas " + minReplicas
                    + " (expected: both at least 1)");
        }
        if (processBytes < 0) {
            throw new PlanException("processBytes: " + processBytes + " (expected: at least 0)");
        }
    }

    /**
     * Returns the replicas of a process that works so long for a request.
     *
     * @throws PlanException if they are more than a plan may have
     */
    int replicas(double cpuNanosPerRequest) {
        double cores = requestsPerSecond * cpuNanosPerRequest / 1e9 / utilisation;
        double replicas = Math.max(minReplicas, Math.ceil(cores / coresPerReplica));
        if (replicas > PlanConstraints.MAX_REPLICAS) {
            throw new PlanException("requestsPerSecond: " + requestsPerSecond + ", which needs " + replicas
                    + " replicas of a process (expected: at most " + PlanConstraints.MAX_REPLICAS
                    + "; a lower rate, or more cores a process)");
        }
        return (int) replicas;
    }
}
