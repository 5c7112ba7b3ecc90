package dev.outrank.planner.predict;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a plan costs a request.
 *
 * @param p50Nanos median latency from a decoded request to its scores, or over HTTP where bodies are known; infinite where a queue never settles
 * @param p99Nanos 99th percentile of it
 * @param rankingCpuNanos CPU time of ranking: dense nets, calls, HTTP where bodies are known, and the tables that it holds itself
 * @param rankingUtilisation share of the time that a core of a ranking process works
 * @param localBytes packed bytes that each ranking process holds beside the shards
 * @param shards in the order of their indices
 */
public record Prediction(
        double p50Nanos,
        double p99Nanos,
        double rankingCpuNanos,
        double rankingUtilisation,
        long localBytes,
        List<ShardPrediction> shards) {

    public Prediction {
        shards = List.copyOf(shards);
    }

    /** Returns the calls of a request, on average. */
    public double callsPerRequest() {
        return sum(ShardPrediction::callShare);
    }

    /** Returns the CPU time of a request in all processes together. */
    public double cpuNanos() {
        return rankingCpuNanos + sum(ShardPrediction::cpuNanos);
    }

    /** Returns the bytes of a request between ranking and the shards. */
    public double wireBytes() {
        return sum(ShardPrediction::wireBytes);
    }

    /**
     * Returns the packed bytes in all processes.
     *
     * @param rankingReplicas ranking processes
     */
    public double memoryBytes(int rankingReplicas) {
        return (double) localBytes * rankingReplicas + sum(shard -> (double) shard.bytes() * shard.replicas());
    }

    /** Returns the largest shard's bytes over the mean. */
    public double bytesImbalance() {
        return imbalance(ShardPrediction::bytes);
    }

    /** Returns the most asked shard's lookups over the mean; 1 where nothing is asked. */
    public double lookupsImbalance() {
        return imbalance(ShardPrediction::lookups);
    }

    private double imbalance(ToDoubleFunction<ShardPrediction> load) {
        double mean = sum(load) / shards.size();
        double most = shards.stream().mapToDouble(load).max().orElse(0);
        return mean == 0 ? 1 : most / mean;
    }

    private double sum(ToDoubleFunction<ShardPrediction> part) {
        return shards.stream().mapToDouble(part).sum();
    }
}
