package dev.outrank.bundle.shard;

import dev.outrank.bundle.manifest.ElementType;

/**
 * The rows of a table that no file holds.
 *
 * @param dtype how they are stored
 * @param dim elements a row, at least 1
 */
public record SyntheticTable(ElementType dtype, int dim) {

    PackedTable packed(int index, long regionBytes) {
        long stride = RowLayout.rowBytes(dtype, dim);
        long rows = regionBytes / stride - 1;
        String name = "table-" + index;
        return new PackedTable(
                name, dtype, dim, rows, 0, rows, stride, name + ".rows", RowLayout.fileBytes(rows, stride), 0, null);
    }
}
