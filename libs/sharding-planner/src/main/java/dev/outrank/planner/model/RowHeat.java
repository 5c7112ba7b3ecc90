package dev.outrank.planner.model;

/**
 * How the accesses of a table spread over its rows as they lie in shards. Immutable.
 *
 * <p>Where hot rows are scattered, each range gets accesses by its number of rows. Where the {@code orderedRows} hottest rows come first,
 * they get what the access curve says and the rest is even over the other rows.
 */
public final class RowHeat {

    private final AccessCurve curve;
    private final long rows;
    private final long orderedRows;

    /** Combines the curve of a table with where its hot rows lie. */
    public RowHeat(AccessCurve curve, TableFacts table) {
        this.curve = curve;
        this.rows = table.rows();
        this.orderedRows = table.orderedRows();
    }

    /** Returns the share of the accesses that rows {@code [firstRow, endRow)} get, 0 to 1. */
    public double share(long firstRow, long endRow) {
        return below(endRow) - below(firstRow);
    }

    /**
     * Returns the share of a range's own accesses that its hottest rows get.
     *
     * @param hottestRows so many of the range's rows
     * @return 0 to 1; 0 where the range has no accesses
     */
    public double hottestShare(long firstRow, long endRow, double hottestRows) {
        double share = share(firstRow, endRow);
        double kept = Math.min(hottestRows, (double) (endRow - firstRow));
        if (share <= 0 || kept <= 0) {
            return 0;
        }
        double ordered = (double) Math.max(0, Math.min(endRow, orderedRows) - firstRow);
        double keptOrdered = Math.min(kept, ordered);
        double hot = keptOrdered == 0 ? 0 : curve.share(firstRow + keptOrdered) - curve.share((double) firstRow);
        return Math.min(1, (hot + cold(endRow - firstRow - ordered, kept - keptOrdered)) / share);
    }

    /** Of scattered rows a part is a sample: as many times fewer of the hottest ones, and the same curve. */
    private double cold(double rangeRows, double kept) {
        if (kept <= 0) {
            return 0;
        }
        double part = rangeRows / (rows - orderedRows);
        return part * (curve.share(orderedRows + kept / part) - curve.share((double) orderedRows));
    }

    /** Returns the first row r for which rows {@code [firstRow, r)} get at least a share of the table's accesses, at most {@link #rows}. */
    public long endOf(long firstRow, double share) {
        double wanted = below(firstRow) + share;
        double ordered = curve.share((double) orderedRows);
        if (orderedRows > 0 && wanted <= ordered) {
            return Math.min(rows, (long) Math.ceil(curve.rowsOf(wanted)));
        }
        double cold = 1 - ordered;
        double part = cold <= 0 ? 1 : (wanted - ordered) / cold;
        return Math.min(rows, orderedRows + (long) Math.ceil(part * (double) (rows - orderedRows)));
    }

    /** Returns the share of the accesses that the rows before a row get. */
    private double below(long row) {
        if (row >= rows) {
            return 1;
        }
        if (row <= orderedRows) {
            return orderedRows == 0 ? 0 : curve.share((double) row);
        }
        double ordered = orderedRows == 0 ? 0 : curve.share((double) orderedRows);
        return ordered + (1 - ordered) * ((double) (row - orderedRows) / (double) (rows - orderedRows));
    }
}
