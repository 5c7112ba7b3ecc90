package dev.outrank.workbench.profile;

import dev.outrank.planner.traffic.Summary;
import org.HdrHistogram.Histogram;

/** How often a number of ids occurred: means are exact, percentiles to three digits and exact below 2,048. Not thread-safe. */
final class LookupCounts {

    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final double P99 = 99;

    private final double unit;
    private final Histogram histogram = new Histogram(DIGITS);
    private double sum;

    private LookupCounts(double unit) {
        this.unit = unit;
        histogram.setAutoResize(true);
    }

    /** Counts whole numbers. */
    static LookupCounts ofIds() {
        return new LookupCounts(1);
    }

    /** Counts ratios, to a thousandth. */
    static LookupCounts ofRatios() {
        return new LookupCounts(1e-3);
    }

    void add(double value) {
        histogram.recordValue(Math.round(value / unit));
        sum += value;
    }

    Summary summary() {
        long count = histogram.getTotalCount();
        return count == 0 ? new Summary(0, 0, 0) : new Summary(sum / count, percentile(MEDIAN), percentile(P99));
    }

    private double percentile(double percentile) {
        // A multiplication by 1e-3 would leave 0.30000000000000004.
        return histogram.lowestEquivalentValue(histogram.getValueAtPercentile(percentile)) / (1 / unit);
    }
}
