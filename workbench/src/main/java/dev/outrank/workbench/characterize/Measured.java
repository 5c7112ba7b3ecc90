package dev.outrank.workbench.characterize;

import java.util.stream.Stream;

/**
 * What the planner predicts, from what was measured: latency from a decoded request to its scores, and CPU time without that of HTTP and JSON.
 *
 * @param p50Micros median latency: the share of the stages between decoding and encoding in the mean, of the median
 * @param cpuMicros CPU time less that of the front
 */
record Measured(double p50Micros, double cpuMicros) {

    private static final double MICROS_PER_MILLI = 1e3;

    /**
     * Returns the figures of a side.
     *
     * @param frontMicros CPU time of HTTP and JSON for a request, {@link #front}
     */
    static Measured of(SideFigures side, double frontMicros) {
        return new Measured(
                side.p50Micros() * coreMicros(side) / side.meanMicros(), Math.max(1, side.cpuMicros() - frontMicros));
    }

    /** Returns the critical path: the nets that need no embeddings run while lookups are in flight. */
    private static double coreMicros(SideFigures side) {
        double lookups = sum(side, "network", "shard.queue", "shard.decode", "shard.pool", "shard.encode");
        double overlapped = Math.max(lookups, side.stage("dense.bottom") * MICROS_PER_MILLI);
        return sum(side, "scatter", "gather", "dense.top") + overlapped;
    }

    /**
     * Returns the CPU time of HTTP and JSON for a request: what one process with all tables needs besides pooling and dense nets, which are on one
     * thread, so that their time is their CPU time.
     */
    static double front(SideFigures singular) {
        double core = sum(
                singular,
                "scatter",
                "shard.decode",
                "shard.pool",
                "shard.encode",
                "gather",
                "dense.bottom",
                "dense.top");
        return Math.max(0, singular.cpuMicros() - core);
    }

    private static double sum(SideFigures side, String... stages) {
        return Stream.of(stages).mapToDouble(side::stage).sum() * MICROS_PER_MILLI;
    }
}
