package dev.outrank.workbench.demo;

import java.util.Arrays;

/** Compares score vectors. */
final class ScoreComparison {

    private ScoreComparison() {}

    /** Returns the largest {@code |actual − expected| / |expected|}; infinity where the lengths differ or a score is no number. */
    static double worstRelativeError(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = Math.abs(actual[i] - expected[i]) / Math.abs(expected[i]);
            worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
        }
        return worst;
    }

    /** Returns whether all bits agree. Scores travel as the shortest decimal of their float32, so equal text means equal bits. */
    static boolean bitIdentical(double[] left, double[] right) {
        return Arrays.equals(left, right);
    }
}
