package dev.outrank.testkit.reference;

/** The area under the ROC curve, by its definition: the share of (click, no click) pairs that the scores order rightly. */
public final class Auc {

    private Auc() {}

    /**
     * Returns the area; a pair with equal scores counts one half.
     *
     * @param scores one a candidate
     * @param clicks whether a click followed, beside the scores
     * @throws IllegalArgumentException unless there is a candidate of each kind
     */
    public static double of(double[] scores, boolean[] clicks) {
        double ordered = 0;
        long pairs = 0;
        for (int clicked = 0; clicked < scores.length; clicked++) {
            for (int other = 0; other < scores.length; other++) {
                if (clicks[clicked] && !clicks[other]) {
                    pairs++;
                    ordered += (1 + Math.signum(scores[clicked] - scores[other])) / 2;
                }
            }
        }
        if (pairs == 0) {
            throw new IllegalArgumentException("clicks: all alike (expected: at least one click and one without)");
        }
        return ordered / pairs;
    }
}
