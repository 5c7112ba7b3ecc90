package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;

/**
 * The rows of a table that no file holds.
 *
 * @param dtype how they are stored
 * @param dim elements a row, 1 to 65,536: two rows fit the least memory that a synthetic shard has
 */
public record SyntheticTable(ElementType dtype, int dim) {

    private static final int MAX_DIM = 65_536;

    public SyntheticTable {
        if (dim < 1 || dim > MAX_DIM) {
            throw new BundleException("dim: " + dim + " (expected: 1 to " + MAX_DIM + ")");
        }
    }

    PackedTable packed(int index, long regionBytes) {
        long stride = RowLayout.rowBytes(dtype, dim);
        long rows = regionBytes / stride - 1;
        String name = "table-" + index;
        return new PackedTable(
                name, dtype, dim, rows, 0, rows, stride, name + ".rows", RowLayout.fileBytes(rows, stride), 0, null);
    }
}
