package dev.outrank.workbench.workload;

/**
 * The latency that the workload's owner asks for.
 *
 * @param percentile above 0, at most 100
 * @param millis at that percentile
 */
public record LatencyTarget(double percentile, double millis) {

    public LatencyTarget {
        Require.that(percentile > 0 && percentile <= 100, "percentile", percentile, "above 0, at most 100");
        Require.that(millis > 0, "millis", millis, "above 0");
    }
}
