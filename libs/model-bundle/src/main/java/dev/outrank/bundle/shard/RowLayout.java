package dev.outrank.bundle.shard;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.TableSpec;

/**
 * How rows lie in a rows file, and so how many bytes they take there: a range of n rows takes
 * {@code rangeBytes + n * rowBytes} bytes, and in an ordered table {@link #orderBytes} more.
 */
public final class RowLayout {

    /** Bytes before the first row: one page, so that rows begin on a page of the mapping. */
    static final long ROWS_OFFSET = 4096;

    /** Bytes; from here on rows are aligned to 16 bytes, the width of the smallest vectors and the dtype-sized scale and bias. */
    private static final long ROW_ALIGNMENT = 16;

    private RowLayout() {}

    /** Returns the bytes of one packed row, padding included. */
    public static long rowBytes(ElementType dtype, int dim) {
        return stride(dtype.rowBytes(dim));
    }

    /** Returns the bytes that each packed range of rows takes besides its rows: the header page and the default row. */
    public static long rangeBytes(ElementType dtype, int dim) {
        return ROWS_OFFSET + rowBytes(dtype, dim);
    }

    /** Returns the bytes of the list of hot ids, which each packed range of an ordered table takes besides; 0 without an order. */
    public static long orderBytes(TableSpec table) {
        OrderSpec order = table.order();
        return order == null ? 0 : orderBytes(order.hotRows());
    }

    /** Returns the bytes of the list of so many hot ids, at least 1, beside each packed range of rows. */
    public static long orderBytes(long hotRows) {
        return OrderPage.fileBytes(hotRows);
    }

    /** Returns the distance between rows: a multiple of 16, or the next power of two below 16. */
    static long stride(long rowBytes) {
        if (rowBytes >= ROW_ALIGNMENT) {
            return Math.ceilDiv(rowBytes, ROW_ALIGNMENT) * ROW_ALIGNMENT;
        }
        return rowBytes <= 1 ? 1 : Long.highestOneBit(rowBytes - 1) << 1;
    }

    /**
     * Returns the size of a rows file: the header page, the rows, the default row.
     *
     * @throws ArithmeticException if it overflows
     */
    static long fileBytes(long rows, long stride) {
        return Math.addExact(ROWS_OFFSET, Math.multiplyExact(Math.addExact(rows, 1), stride));
    }
}
