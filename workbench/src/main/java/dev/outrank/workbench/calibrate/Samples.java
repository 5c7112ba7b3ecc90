package dev.outrank.workbench.calibrate;

import java.util.Arrays;

/** The results of a point's turns. */
final class Samples {

    private double[] values = new double[64];
    private int count;

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count] = value;
        count++;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** Returns the lower quartile: neighbours of a machine only ever add time. */
    double typical() {
        return quantile(0.25);
    }

    /** Returns a quantile, from 0 to 1, between the two values beside it. */
    double quantile(double share) {
        if (count == 0) {
            throw new IllegalStateException("samples: 0 (expected: at least one turn)");
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        double at = share * (count - 1);
        int below = (int) at;
        int above = Math.min(below + 1, count - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
