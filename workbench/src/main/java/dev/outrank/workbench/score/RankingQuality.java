package dev.outrank.workbench.score;

import dev.outrank.bundle.failure.CallerException;
import java.util.Arrays;
import java.util.Comparator;

/** How well scores order candidates. */
public final class RankingQuality {

    private RankingQuality() {}

    /**
     * Returns the area under the ROC curve by ranks: {@code (Σ ranks of clicks − n₁ (n₁ + 1) / 2) / (n₁ n₀)}; equal scores share the
     * mean of their ranks (Mann and Whitney, 1947).
     */
    public static double auc(double[] scores, boolean[] clicks) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        double ranksOfClicks = 0;
        long clicked = 0;
        for (int first = 0; first < order.length; ) {
            int end = first;
            while (end < order.length && scores[order[end]] == scores[order[first]]) {
                end++;
            }
            double sharedRank = (first + 1 + end) / 2.0;
            for (int i = first; i < end; i++) {
                ranksOfClicks += clicks[order[i]] ? sharedRank : 0;
                clicked += clicks[order[i]] ? 1 : 0;
            }
            first = end;
        }
        long others = scores.length - clicked;
        if (clicked == 0 || others == 0) {
            throw new CallerException("clicks: " + clicked + " of " + scores.length + " (expected: some, not all)");
        }
        return (ranksOfClicks - clicked * (clicked + 1) / 2.0) / ((double) clicked * others);
    }
}
