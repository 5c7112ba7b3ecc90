package dev.outrank.bundle.plan;

import dev.outrank.bundle.failure.BundleException;

/**
 * The rows {@code [firstRow, endRow)} of a table, on one shard.
 *
 * @param table the table's name
 * @param firstRow the first row, at least 0
 * @param endRow the row after the last, greater than {@code firstRow}
 */
public record Placement(String table, long firstRow, long endRow) {

    public Placement {
        if (firstRow < 0 || endRow <= firstRow) {
            throw new BundleException("shards.placements['" + table + "']: rows [" + firstRow + ", " + endRow
                    + ") (expected: 0 <= firstRow < endRow)");
        }
    }

    /** Returns the number of rows. */
    public long rows() {
        return endRow - firstRow;
    }
}
