package dev.outrank.planner.model;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.shard.RowLayout;
import dev.outrank.planner.PlanException;
import java.util.List;

/**
 * What a strategy knows of a table. Bytes are those of packed shards: a range of n rows takes {@code rangeBytes + n * rowBytes}.
 *
 * @param name the table's name
 * @param rows at least 1; a row is never split
 * @param dim elements a row
 * @param dtype how shards store the rows
 * @param rowBytes packed bytes a row, padding included, at least 1
 * @param rangeBytes packed bytes that each range of rows takes besides its rows, at least 0
 * @param nets the nets that read its pooled vectors, in the manifest's order
 * @param orderedRows so many of the first rows are the hottest ones, the hottest first; 0 where hot rows are scattered
 */
public record TableFacts(
        String name,
        long rows,
        int dim,
        ElementType dtype,
        long rowBytes,
        long rangeBytes,
        List<String> nets,
        long orderedRows) {

    public TableFacts {
        nets = List.copyOf(nets);
        if (rows < 1 || rowBytes < 1 || rangeBytes < 0 || rows > (Long.MAX_VALUE - rangeBytes) / rowBytes) {
            throw new PlanException("tables['" + name + "']: rows " + rows + ", rowBytes " + rowBytes + ", rangeBytes "
                    + rangeBytes + " (expected: at least 1, 1 and 0, and rangeBytes + rows x rowBytes within 64 bits)");
        }
        if (orderedRows < 0 || orderedRows > rows) {
            throw new PlanException(
                    "tables['" + name + "'].orderedRows: " + orderedRows + " (expected: 0 to " + rows + ", its rows)");
        }
    }

    /** Returns the facts of a table whose shards store its rows in a type. */
    static TableFacts of(TableSpec table, ElementType dtype, List<String> nets) {
        OrderSpec order = table.order();
        return of(table.name(), table.rows(), table.dim(), dtype, nets, order == null ? 0 : order.hotRows());
    }

    /** Returns the facts of a table whose packed rows are laid out as packing does; each part of an ordered table has the order beside it. */
    public static TableFacts of(
            String name, long rows, int dim, ElementType dtype, List<String> nets, long orderedRows) {
        long orderBytes = orderedRows == 0 ? 0 : RowLayout.orderBytes(orderedRows);
        return new TableFacts(
                name,
                rows,
                dim,
                dtype,
                RowLayout.rowBytes(dtype, dim),
                RowLayout.rangeBytes(dtype, dim) + orderBytes,
                nets,
                orderedRows);
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
