package dev.outrank.workbench.quantize;

import java.util.Arrays;
import java.util.Comparator;

/** How alike two vectors of scores order the same candidates. */
final class RankCorrelation {

    private RankCorrelation() {}

    /**
     * Returns Spearman's ρ (1904): Pearson's correlation of the ranks, where equal scores share the mean of theirs. 1 where both order alike,
     * −1 where they reverse each other; NaN where one of them has equal scores only.
     */
    static double spearman(float[] left, float[] right) {
        double[] leftRanks = ranks(left);
        double[] rightRanks = ranks(right);
        double mean = (left.length + 1) / 2.0;
        double covariance = 0;
        double leftVariance = 0;
        double rightVariance = 0;
        for (int i = 0; i < left.length; i++) {
            covariance += (leftRanks[i] - mean) * (rightRanks[i] - mean);
            leftVariance += (leftRanks[i] - mean) * (leftRanks[i] - mean);
            rightVariance += (rightRanks[i] - mean) * (rightRanks[i] - mean);
        }
        return covariance / Math.sqrt(leftVariance * rightVariance);
    }

    private static double[] ranks(float[] scores) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        double[] ranks = new double[scores.length];
        for (int first = 0; first < order.length; ) {
            int end = first;
            while (end < order.length && scores[order[end]] == scores[order[first]]) {
                end++;
            }
            double shared = (first + 1 + end) / 2.0;
            int last = Math.max(end, first + 1);
            for (int i = first; i < last; i++) {
                ranks[order[i]] = shared;
            }
            first = last;
        }
        return ranks;
    }
}
