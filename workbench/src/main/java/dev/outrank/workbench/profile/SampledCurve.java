package dev.outrank.workbench.profile;

import java.util.Arrays;

/** The share of the accesses that goes to the hottest rows, from the counts of the hottest ones and of a sample of all others. Immutable. */
final class SampledCurve {

    private final double[] headSums;
    private final double[] tailSums;
    private final double tailRows;
    private final double tailAccesses;
    private final double accesses;

    /**
     * Makes a curve.
     *
     * @param head counts of the hottest rows, all of them, in any order
     * @param tail counts of rows drawn evenly from all others
     * @param tailRows how many others there are
     * @param accesses of all rows; what the head does not have, the tail has
     */
    SampledCurve(double[] head, double[] tail, double tailRows, double accesses) {
        this.headSums = sumsOfDescending(head);
        this.tailSums = sumsOfDescending(tail);
        this.tailRows = Math.max(0, tailRows);
        this.tailAccesses = Math.max(0, accesses - headSums[headSums.length - 1]);
        this.accesses = accesses;
    }

    private static double[] sumsOfDescending(double[] counts) {
        double[] sorted = counts.clone();
        Arrays.sort(sorted);
        double[] sums = new double[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            sums[i + 1] = sums[i] + sorted[sorted.length - 1 - i];
        }
        return sums;
    }

    /** Returns the share of the accesses that go to so many rows. */
    double shareOfHottest(long rows) {
        int head = headSums.length - 1;
        if (rows <= head) {
            return Math.min(1, headSums[(int) rows] / accesses);
        }
        double part = tailRows == 0 ? 1 : Math.min(1, (rows - head) / tailRows);
        return Math.min(1, (headSums[head] + tailAccesses * shareOfSample(part)) / accesses);
    }

    /** Returns the share of the sampled accesses that goes to a part of the sampled rows, 0 to 1. */
    private double shareOfSample(double part) {
        int size = tailSums.length - 1;
        if (size == 0) {
            return part;
        }
        double place = part * size;
        int whole = (int) Math.min(size - 1.0, place);
        return (tailSums[whole] + (place - whole) * (tailSums[whole + 1] - tailSums[whole])) / tailSums[size];
    }
}
