package dev.outrank.bundle.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of rows of a table, as a shard holds it.
 *
 * @param table the table's name
 * @param dtype the stored element type
 * @param dim elements a row
 * @param tableRows rows of the whole table
 * @param firstRow the first row here
 * @param endRow the row after the last here
 * @param rowStride bytes from one row to the next
 * @param file the rows file's name in the shard's directory
 * @param bytes the rows file's size: 4,096 + (endRow − firstRow + 1) · rowStride
 * @param crc32c CRC32C of the rows, padding and default row included
 * @param order which ids lie in the first rows of the whole table; absent where each lies in the row of its number
 */
public record PackedTable(
        String table,
        ElementType dtype,
        int dim,
        long tableRows,
        long firstRow,
        long endRow,
        long rowStride,
        String file,
        long bytes,
        int crc32c,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        PackedOrder order) {

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,100}\\.rows");

    public PackedTable {
        String field = "tables['" + table + "']";
        if (dim < 1) {
            throw new BundleException(field + ".dim: " + dim + " (expected: at least 1)");
        }
        if (firstRow < 0 || endRow <= firstRow || endRow > tableRows) {
            throw new BundleException(field + ": rows [" + firstRow + ", " + endRow + ") of " + tableRows
                    + " (expected: 0 <= firstRow < endRow <= tableRows)");
        }
        if (!FILE.matcher(file).matches()) {
            throw new BundleException(
                    field + ".file: '" + file + "' (expected: a name that ends in '.rows', without any directory)");
        }
        long stride = RowLayout.stride(dtype.rowBytes(dim));
        if (rowStride != stride) {
            throw new BundleException(field + ".rowStride: " + rowStride + " (expected: " + stride + " for dim " + dim
                    + " of " + dtype + ")");
        }
        requireBytes(field, endRow - firstRow, rowStride, bytes);
        if (order != null && order.hotRows() > tableRows) {
            throw new BundleException(field + ".order.hotRows: " + order.hotRows() + " (expected: at most " + tableRows
                    + ", the table's rows)");
        }
    }

    private static void requireBytes(String field, long rows, long rowStride, long bytes) {
        long expected;
        try {
            expected = RowLayout.fileBytes(rows, rowStride);
        } catch (ArithmeticException e) {
            throw new BundleException(
                    field + ": " + rows + " rows x " + rowStride + " bytes overflows 64 bits (expected: fewer rows)",
                    e);
        }
        if (bytes != expected) {
            throw new BundleException(field + ".bytes: " + bytes + " (expected: " + expected + " for " + rows
                    + " rows and a default row of " + rowStride + " bytes)");
        }
    }

    /** Returns the bytes of the rows file and of the order file, if there is one. */
    public long allBytes() {
        return order == null ? bytes : Math.addExact(bytes, order.bytes());
    }

    /** Returns the rows here, without the default row. */
    public long rows() {
        return endRow - firstRow;
    }
}
