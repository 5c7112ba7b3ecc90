package dev.outrank.bundle.plan;

import dev.outrank.bundle.failure.BundleException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /**
     * Checks that no table occurs twice among the placements of one holder.
     *
     * @param path of the list in the JSON
     * @param where the holder, for a sentence
     */
    static void requireDistinct(List<Placement> placements, String path, String where) {
        Set<String> seen = new HashSet<>();
        for (Placement placement : placements) {
            if (!seen.add(placement.table())) {
                throw new BundleException(path + ": '" + placement.table()
                        + "' occurs twice (expected: one row range of a table " + where + ")");
            }
        }
    }

    /** Returns the number of rows. */
    public long rows() {
        return endRow - firstRow;
    }
}
