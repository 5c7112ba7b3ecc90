package dev.outrank.planner.predict;

/**
 * What one shard of a plan costs.
 *
 * @param index the shard's index
 * @param replicas instances of it
 * @param bytes packed bytes of one instance
 * @param lookups ids that an average request looks up
 * @param callShare share of the requests that call it
 * @param cpuNanos CPU time of the shard a request, on average
 * @param wireBytes bytes of requests and answers a request, on average
 * @param utilisation share of the time that a core of an instance works on warm calls; 1 or more where the rate is too high
 */
public record ShardPrediction(
        int index,
        int replicas,
        long bytes,
        double lookups,
        double callShare,
        double cpuNanos,
        double wireBytes,
        double utilisation) {}
