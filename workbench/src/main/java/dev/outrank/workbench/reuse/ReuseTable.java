package dev.outrank.workbench.reuse;

import java.util.Arrays;
import java.util.List;

/**
 * The accesses of one table, row after row, the hottest first: position p belongs to the row of {@link #rank}. Immutable and thread-safe.
 *
 * <p>Where the table has fewer rows than the histogram asks for, or so few accesses that no row can be as hot as its hottest, the counts cannot be those
 * of the histogram; the share of the accesses that goes to a share of the rows stays.
 */
final class ReuseTable {

    /** Per bucket, the hottest first: where its positions end, and where its ranks end. */
    private final long[] positionEnds;

    private final long[] rankEnds;
    private final boolean exact;

    private ReuseTable(long[] positionEnds, long[] rankEnds, boolean exact) {
        this.positionEnds = positionEnds;
        this.rankEnds = rankEnds;
        this.exact = exact;
    }

    /**
     * Spreads accesses over rows.
     *
     * @param accesses at least 1
     * @param rows of the table, at least 1
     */
    static ReuseTable of(ReuseHistogram histogram, long accesses, long rows) {
        List<ReuseBucket> buckets = histogram.buckets().reversed();
        double sum = buckets.stream().mapToDouble(ReuseBucket::accessShare).sum();
        double distinctRows = accesses / histogram.meanReuse();
        long[] positions = new long[buckets.size()];
        long[] ranks = new long[buckets.size()];
        boolean exact = true;
        double share = 0;
        long position = 0;
        long rank = 0;
        for (int i = 0; i < positions.length; i++) {
            ReuseBucket bucket = buckets.get(i);
            share += bucket.accessShare();
            boolean last = i == positions.length - 1;
            long own = (last ? accesses : Math.min(accesses, Math.round(accesses * (share / sum)))) - position;
            if (bucket.isOneCount()) {
                own -= own % bucket.upTo();
            }
            if (own > bucket.over()) {
                long ownRows = bucket.rows(own, distinctRows);
                exact &= bucket.fits(own, ownRows);
                position += own;
                rank += ownRows;
            } else {
                // Too few for one row of this bucket: they go to the next colder one.
                exact &= bucket.accessShare() == 0;
            }
            positions[i] = position;
            ranks[i] = rank;
        }
        if (rank > rows) {
            shrinkInPlace(positions, ranks, rows);
            exact = false;
        }
        return new ReuseTable(positions, ranks, exact);
    }

    /** Spreads the accesses over fewer rows. A bucket that is left with no whole row leaves its accesses to the next colder one that has some. */
    private static void shrinkInPlace(long[] positions, long[] ranks, long rows) {
        int last = ranks.length - 1;
        long accesses = positions[last];
        double scale = (double) rows / ranks[last];
        long position = 0;
        long rank = 0;
        for (int i = 0; i <= last; i++) {
            ranks[i] = i == last ? rows : Math.min(rows, Math.round(ranks[i] * scale));
            position = ranks[i] == rows ? accesses : ranks[i] == rank ? position : positions[i];
            positions[i] = position;
            rank = ranks[i];
        }
    }

    /** Returns whether every row's count lies in its bucket of the histogram. */
    boolean exact() {
        return exact;
    }

    /** Returns how many rows have accesses. */
    long distinctRows() {
        return rankEnds[rankEnds.length - 1];
    }

    /** Returns the row, by popularity from 0, that a position from 0 belongs to. */
    long rank(long position) {
        int found = Arrays.binarySearch(positionEnds, position + 1);
        int bucket = found < 0 ? -found - 1 : found;
        while (bucket > 0 && positionEnds[bucket - 1] > position) {
            bucket--;
        }
        long firstPosition = bucket == 0 ? 0 : positionEnds[bucket - 1];
        long firstRank = bucket == 0 ? 0 : rankEnds[bucket - 1];
        long rows = rankEnds[bucket] - firstRank;
        return firstRank + row(position - firstPosition, positionEnds[bucket] - firstPosition, rows);
    }

    /** Spreads a bucket's accesses evenly: the first rows have one more where they do not divide. */
    private static long row(long position, long accesses, long rows) {
        long each = accesses / rows;
        long more = accesses % rows;
        long ofMore = more * (each + 1);
        return position < ofMore ? position / (each + 1) : more + (position - ofMore) / each;
    }
}
