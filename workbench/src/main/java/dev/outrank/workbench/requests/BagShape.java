package dev.outrank.workbench.requests;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.workload.WorkloadTable;

/**
 * How the bags of a sparse feature look.
 *
 * @param meanPooling ids in a bag, on average
 * @param fixed whether every bag has {@code round(meanPooling)} ids; else lengths are spread evenly over 0 to twice the mean
 * @param zipfAlpha rank r comes with probability ∝ r^-alpha
 */
public record BagShape(double meanPooling, boolean fixed, double zipfAlpha) {

    /** What is assumed of a feature that no workload describes. */
    public static final BagShape DEFAULT = new BagShape(3, false, 1);

    public BagShape {
        if (!(meanPooling >= 0 && zipfAlpha >= 0)) {
            throw new CallerException("bag shape: meanPooling " + meanPooling + ", zipfAlpha " + zipfAlpha
                    + " (expected: both at least 0)");
        }
    }

    static BagShape of(WorkloadTable table, boolean fixed) {
        return new BagShape(table.meanPooling(), fixed, table.zipfAlpha());
    }

    /**
     * Returns the length of a bag.
     *
     * @param first uniform in [0, 1)
     * @param second uniform in [0, 1), rounds at random so that the mean stays exact
     */
    int length(double first, double second) {
        return (int) (fixed ? Math.round(meanPooling) : Math.floor(2 * meanPooling * first + second));
    }
}
