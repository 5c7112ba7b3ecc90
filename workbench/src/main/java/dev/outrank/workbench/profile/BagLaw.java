package dev.outrank.workbench.profile;

import dev.outrank.workbench.workload.WorkloadTable;

/**
 * The distribution of a bag's length, as requests of a workload have it: {@code floor(2 * mean * u + v)} with u and v uniform in [0, 1), or
 * always {@code round(mean)} where the pooling is fixed.
 *
 * @param mean ids in a bag, on average
 * @param fixed whether all bags are equally long
 */
record BagLaw(double mean, boolean fixed) {

    static BagLaw of(WorkloadTable table, boolean fixed) {
        return new BagLaw(fixed ? Math.round(table.meanPooling()) : table.meanPooling(), fixed);
    }

    /** Returns the variance: that of the uniform part, and the mean of f (1 - f) over its fractions f, which rounding at random adds. */
    double variance() {
        double width = 2 * mean;
        if (fixed || width == 0) {
            return 0;
        }
        double whole = Math.floor(width);
        double rest = width - whole;
        return width * width / 12 + (whole / 6 + rest * rest / 2 - rest * rest * rest / 3) / width;
    }

    /** Returns the probability of at most {@code length} ids: that of u and v below a line, an area of triangles. */
    double atMost(double length) {
        if (fixed || mean == 0) {
            return length >= mean ? 1 : 0;
        }
        if (length < 0) {
            return 0;
        }
        double width = 2 * mean;
        double end = Math.floor(length) + 1;
        return Math.min(
                1, (triangle(end) - triangle(end - 1) - triangle(end - width) + triangle(end - 1 - width)) / width);
    }

    private static double triangle(double side) {
        return side <= 0 ? 0 : side * side / 2;
    }
}
