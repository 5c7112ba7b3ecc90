package dev.outrank.planner.model;

import dev.outrank.bundle.plan.Placement;

/**
 * The rows {@code [firstRow, endRow)} of a table.
 *
 * @param table the table
 * @param firstRow the first row
 * @param endRow the row after the last, greater than {@code firstRow}
 */
public record TableRange(TableFacts table, long firstRow, long endRow) {

    /** Returns all rows of a table. */
    public static TableRange whole(TableFacts table) {
        return new TableRange(table, 0, table.rows());
    }

    /** Returns the number of rows. */
    public long rows() {
        return endRow - firstRow;
    }

    /** Returns the packed bytes. */
    public long bytes() {
        return table.bytesOfRange(rows());
    }

    /** Returns whether these are all rows of the table. */
    public boolean isWhole() {
        return rows() == table.rows();
    }

    /** Returns the range as a plan has it. */
    public Placement placement() {
        return new Placement(table.name(), firstRow, endRow);
    }
}
