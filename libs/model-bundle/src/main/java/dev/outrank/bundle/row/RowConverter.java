package dev.outrank.bundle.row;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Turns rows of a table from the type in which the bundle stores them into another, or copies them. Immutable and thread-safe. */
public final class RowConverter {

    private final TableSpec table;
    private final ElementType dtype;
    private final RowCodec source;
    private final RowCodec target;

    private RowConverter(TableSpec table, ElementType dtype) {
        this.table = table;
        this.dtype = dtype;
        this.source = RowCodec.of(table.dtype(), table.dim());
        this.target = RowCodec.of(dtype, table.dim());
    }

    /**
     * Returns the converter of a table.
     *
     * @throws BundleException if rows of the table cannot become {@code dtype}, see {@link ElementType#conversions}
     */
    public static RowConverter of(TableSpec table, ElementType dtype) {
        table.dtype().requireConvertible("dtype of table '" + table.name() + "'", dtype);
        return new RowConverter(table, dtype);
    }

    /** Returns whether rows are copied as they are. */
    public boolean copies() {
        return dtype == table.dtype();
    }

    /**
     * Converts rows {@code [firstRow, firstRow + count)}; row {@code firstRow + i} goes to byte {@code i * stride}.
     *
     * @param rows the whole table, as the bundle stores it
     * @param out at least {@code count * stride} bytes; what is between the rows stays as it is
     * @param stride at least {@code dtype.rowBytes(dim)}
     * @throws BundleException naming table, row and column of what the type cannot hold
     */
    public void convertInto(MemorySegment rows, long firstRow, long count, MemorySegment out, long stride) {
        long rowBytes = table.dtype().rowBytes(table.dim());
        if (copies() && stride == rowBytes) {
            MemorySegment.copy(rows, firstRow * rowBytes, out, 0, count * rowBytes);
            return;
        }
        if (copies()) {
            for (long i = 0; i < count; i++) {
                MemorySegment.copy(rows, (firstRow + i) * rowBytes, out, i * stride, rowBytes);
            }
            return;
        }
        float[] row = new float[table.dim()];
        for (long i = 0; i < count; i++) {
            source.decodeInto(rows, (firstRow + i) * rowBytes, row);
            encode(row, out, i * stride, "row " + (firstRow + i));
        }
    }

    /**
     * Encodes the table's default row, zeros where the manifest gives none, to the beginning of {@code out}. Zeros decode to exactly zeros
     * in every type.
     *
     * @throws BundleException naming table and column of what the type cannot hold
     */
    public void encodeDefaultRowInto(MemorySegment out) {
        float[] row = new float[table.dim()];
        List<Float> values = table.defaultRow();
        if (values != null) {
            for (int column = 0; column < row.length; column++) {
                row[column] = values.get(column);
            }
        }
        encode(row, out, 0, "defaultRow");
    }

    private void encode(float[] row, MemorySegment out, long offset, String label) {
        try {
            target.encodeInto(row, out, offset);
        } catch (BundleException e) {
            throw new BundleException("table '" + table.name() + "', " + label + ", " + e.getMessage(), e);
        }
    }
}
