package dev.outrank.planner.traffic;

import dev.outrank.planner.PlanException;

/**
 * A distribution in three numbers.
 *
 * @param mean at least 0
 * @param p50 the median, at least 0
 * @param p99 the 99th percentile, at least the median
 */
public record Summary(double mean, double p50, double p99) {

    public Summary {
        if (!(mean >= 0 && p50 >= 0 && p99 >= p50 && Double.isFinite(mean) && Double.isFinite(p99))) {
            throw new PlanException("mean " + mean + ", p50 " + p50 + ", p99 " + p99
                    + " (expected: finite numbers of at least 0, p99 not below p50)");
        }
    }
}
