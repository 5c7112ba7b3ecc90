package dev.outrank.planner;

import dev.outrank.bundle.manifest.TableSpec;

/**
 * What a strategy knows of a table.
 *
 * @param name the table's name
 * @param rows at least 1; a row is never split
 * @param rowBytes stored bytes a row, at least 1
 */
public record TableFacts(String name, long rows, long rowBytes) {

    public TableFacts {
        if (rows < 1 || rowBytes < 1 || rows > Long.MAX_VALUE / rowBytes) {
            throw new PlanException("tables['" + name + "']: rows " + rows + ", rowBytes " + rowBytes
                    + " (expected: both at least 1, and a product within 64 bits)");
        }
    }

    static TableFacts of(TableSpec table) {
        return new TableFacts(table.name(), table.rows(), table.dtype().rowBytes(table.dim()));
    }

    /** Returns the bytes of all rows. */
    public long bytes() {
        return rows * rowBytes;
    }
}
