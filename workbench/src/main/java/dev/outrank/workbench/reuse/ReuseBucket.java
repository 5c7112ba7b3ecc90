package dev.outrank.workbench.reuse;

import dev.outrank.bundle.failure.CallerException;

/**
 * The rows that are asked more than {@code over} and up to {@code upTo} times.
 *
 * @param over at least 0
 * @param upTo above {@code over}; {@link Long#MAX_VALUE} where there is no bound
 * @param rowShare of the distinct rows, 0 to 1
 * @param accessShare of the accesses, 0 to 1
 */
public record ReuseBucket(long over, long upTo, double rowShare, double accessShare) {

    /** Shares of rows below this have too few of their three digits left to say how many rows there are. */
    private static final double COARSE_SHARE = 0.01;

    /** A bucket's bounds are a factor of two apart; half of that, as logarithms go, is the typical count above the lower one. */
    private static final double TYPICAL = Math.sqrt(2);

    public ReuseBucket {
        if (over < 0 || upTo <= over || !share(rowShare) || !share(accessShare)) {
            throw new CallerException("over " + over + ", up to " + upTo + ", shares " + rowShare + " and "
                    + accessShare + " (expected: an upper bound above the lower one, and shares of 0 to 1)");
        }
    }

    private static boolean share(double value) {
        return value >= 0 && value <= 1;
    }

    /** Returns whether all of its rows are asked equally often. */
    boolean isOneCount() {
        return upTo == over + 1;
    }

    /**
     * Returns how many rows share so many accesses, within the bucket's bounds where any number of rows is.
     *
     * @param accesses at least 1
     * @param distinctRows of all buckets, as the histogram's mean reuse gives them
     */
    long rows(long accesses, double distinctRows) {
        long fewest = Math.ceilDiv(accesses, upTo);
        long most = accesses / (over + 1);
        double rows = rowShare >= COARSE_SHARE ? rowShare * distinctRows : accesses / (TYPICAL * Math.max(1, over));
        return Math.max(1, Math.max(fewest, Math.min(most, Math.round(rows))));
    }

    /** Returns whether so many rows can share so many accesses with counts of this bucket. */
    boolean fits(long accesses, long rows) {
        return rows <= accesses / (over + 1) && accesses / rows <= upTo && Math.ceilDiv(accesses, upTo) <= rows;
    }
}
