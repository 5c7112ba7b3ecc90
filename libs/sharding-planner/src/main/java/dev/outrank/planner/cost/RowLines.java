package dev.outrank.planner.cost;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.shard.RowLayout;

/** How many cache lines a packed row touches. Rows of one table begin at different places in a line. */
final class RowLines {

    static final int LINE_BYTES = 64;

    private RowLines() {}

    /** Returns the mean over all rows of a table. */
    static double mean(ElementType dtype, int dim) {
        long bytes = dtype.rowBytes(dim);
        long stride = RowLayout.rowBytes(dtype, dim);
        long lines = 0;
        // After 64 rows, whatever their stride, the places in a line repeat.
        for (int row = 0; row < LINE_BYTES; row++) {
            long first = row * stride % LINE_BYTES;
            lines += Math.ceilDiv(first + bytes, LINE_BYTES);
        }
        return (double) lines / LINE_BYTES;
    }
}
