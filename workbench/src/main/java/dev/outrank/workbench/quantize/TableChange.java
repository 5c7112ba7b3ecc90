package dev.outrank.workbench.quantize;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.row.StoredTable;
import dev.outrank.workbench.progress.Progress;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What became of one table.
 *
 * @param before the table in the old bundle
 * @param after the table in the new one
 * @param maxError the largest absolute difference of two elements
 * @param meanError the mean absolute difference over all elements
 * @param cosine of the angle between both forms of a row, mean over the rows
 */
record TableChange(TableSpec before, TableSpec after, double maxError, double meanError, double cosine) {

    /** Rows that one step compares; fixed, so that sums do not depend on the number of processors. */
    private static final long STEP_ROWS = 4096;

    /**
     * Compares all rows of a table of two bundles, on all processors.
     *
     * @param progress told of the old table's bytes
     */
    static TableChange measure(Bundle old, TableSpec before, Bundle quantized, Progress progress) {
        TableSpec after = quantized.manifest().table(before.name());
        RowErrors errors = new RowErrors();
        try (StoredTable left = StoredTable.open(old.tensors(before), before);
                StoredTable right = StoredTable.open(quantized.tensors(after), after)) {
            List<RowErrors> parts = LongStream.range(0, Math.ceilDiv(before.rows(), STEP_ROWS))
                    .parallel()
                    .mapToObj(step -> compare(left, right, step * STEP_ROWS, progress))
                    .toList();
            parts.forEach(errors::add);
        }
        return new TableChange(before, after, errors.maxAbsolute(), errors.meanAbsolute(), errors.meanCosine());
    }

    private static RowErrors compare(StoredTable left, StoredTable right, long firstRow, Progress progress) {
        TableSpec table = left.spec();
        long endRow = Math.min(table.rows(), firstRow + STEP_ROWS);
        float[] before = new float[table.dim()];
        float[] after = new float[table.dim()];
        RowErrors errors = new RowErrors();
        for (long row = firstRow; row < endRow; row++) {
            left.readInto(row, before);
            right.readInto(row, after);
            errors.add(before, after);
        }
        progress.add((endRow - firstRow) * table.dtype().rowBytes(table.dim()));
        return errors;
    }
}
