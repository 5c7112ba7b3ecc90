package dev.outrank.planner;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.shard.RowLayout;

/**
 * What a strategy knows of a table. Bytes are those of packed shards: a range of n rows takes {@code rangeBytes + n * rowBytes}.
 *
 * @param name the table's name
 * @param rows at least 1; a row is never split
 * @param rowBytes packed bytes a row, padding included, at least 1
 * @param rangeBytes packed bytes that each range of rows takes besides its rows, at least 0
 */
public record TableFacts(String name, long rows, long rowBytes, long rangeBytes) {

    public TableFacts {
        if (rows < 1 || rowBytes < 1 || rangeBytes < 0 || rows > (Long.MAX_VALUE - rangeBytes) / rowBytes) {
            throw new PlanException("tables['" + name + "']: rows " + rows + ", rowBytes " + rowBytes + ", rangeBytes "
                    + rangeBytes + " (expected: at least 1, 1 and 0, and rangeBytes + rows x rowBytes within 64 bits)");
        }
    }

    /** Returns the facts of a table whose shards store its rows in a type. */
    static TableFacts of(TableSpec table, ElementType dtype) {
        return new TableFacts(
                table.name(),
                table.rows(),
                RowLayout.rowBytes(dtype, table.dim()),
                RowLayout.rangeBytes(dtype, table.dim()));
    }

    /** Returns the bytes of the whole table as one range. */
    public long bytes() {
        return bytesOfRange(rows);
    }

    /** Returns the bytes of a range of so many rows, 1 to {@link #rows()}. */
    public long bytesOfRange(long rangeRows) {
        return rangeBytes + rangeRows * rowBytes;
    }
}
