package dev.outrank.workbench.replay;

import org.HdrHistogram.Histogram;

/**
 * A distribution of latencies in microseconds, to three significant digits; all 0 where there was none.
 *
 * @param mean of all
 * @param p50 the median
 * @param p90 the 90th percentile
 * @param p99 the 99th
 * @param p999 the 99.9th
 * @param max the longest
 */
public record LatencySummary(double mean, double p50, double p90, double p99, double p999, double max) {

    private static final double NANOS_PER_MICRO = 1e3;

    /** Returns the summary of nanoseconds. */
    static LatencySummary of(Histogram nanos) {
        return new LatencySummary(
                Math.rint(nanos.getMean()) / NANOS_PER_MICRO,
                micros(nanos, 50),
                micros(nanos, 90),
                micros(nanos, 99),
                micros(nanos, 99.9),
                micros(nanos, 100));
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? 0 : nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
}
