package dev.outrank.workbench.reuse;

import dev.outrank.bundle.failure.CallerException;
import java.util.List;

/**
 * How often the rows of a trace are asked.
 *
 * @param dataset the trace's name
 * @param buckets ascending and without gaps from 0; the first is that of the rows that are asked once
 */
public record ReuseHistogram(String dataset, List<ReuseBucket> buckets) {

    /** The published shares have three digits, which leaves their sum this far from 1. */
    private static final double SUM_TOLERANCE = 0.02;

    public ReuseHistogram {
        buckets = List.copyOf(buckets);
        long bound = 0;
        for (ReuseBucket bucket : buckets) {
            require(
                    bucket.over() == bound,
                    dataset,
                    bucket.over(),
                    "a bucket over " + bound + ", where the last ended");
            bound = bucket.upTo();
        }
        require(!buckets.isEmpty(), dataset, "no buckets", "at least one");
        ReuseBucket once = buckets.getFirst();
        require(
                once.isOneCount() && once.rowShare() > 0 && once.accessShare() > 0,
                dataset,
                once,
                "a first bucket over 0 and up to 1 with shares above 0, which tells the mean reuse");
        double rows = buckets.stream().mapToDouble(ReuseBucket::rowShare).sum();
        double accesses = buckets.stream().mapToDouble(ReuseBucket::accessShare).sum();
        require(Math.abs(rows - 1) < SUM_TOLERANCE, dataset, "shares of rows add up to " + rows, "1");
        require(Math.abs(accesses - 1) < SUM_TOLERANCE, dataset, "shares of accesses add up to " + accesses, "1");
    }

    private static void require(boolean holds, String dataset, Object found, String expected) {
        if (!holds) {
            throw new CallerException(dataset + ": " + found + " (expected: " + expected + ")");
        }
    }

    /**
     * Returns accesses over distinct rows. In a bucket of one count, rows times the count are accesses, which says how both shares go together;
     * the sum over all such buckets loses the fewest digits.
     */
    double meanReuse() {
        double rows = 0;
        double accesses = 0;
        for (ReuseBucket bucket : buckets) {
            if (bucket.isOneCount()) {
                rows += bucket.upTo() * bucket.rowShare();
                accesses += bucket.accessShare();
            }
        }
        return rows / accesses;
    }
}
