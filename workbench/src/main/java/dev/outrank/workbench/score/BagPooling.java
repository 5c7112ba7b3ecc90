package dev.outrank.workbench.score;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.row.StoredTable;

/** Pools the bags of one sparse feature, by the words of the manifest's documentation. Thread-safe. */
final class BagPooling {

    private final SparseFeature feature;
    private final StoredTable table;

    /** Pools rows of {@code table}, which stays the caller's. */
    BagPooling(SparseFeature feature, StoredTable table) {
        this.feature = feature;
        this.table = table;
    }

    /** Returns {@code [bags, dim]}; an empty bag gives zeros. */
    Matrix pool(Bags bags) {
        int dim = table.spec().dim();
        float[] out = new float[bags.bagCount() * dim];
        float[] row = new float[dim];
        for (int bag = 0; bag < bags.bagCount(); bag++) {
            int first = bags.offsets()[bag];
            int end = bags.offsets()[bag + 1];
            for (int position = first; position < end; position++) {
                float[] weights = bags.weights();
                readInto(bags.ids()[position], row);
                add(row, weights == null ? 1 : weights[position], out, bag * dim);
            }
            if (feature.pooling() == Pooling.MEAN && end > first) {
                for (int d = 0; d < dim; d++) {
                    out[bag * dim + d] /= end - first;
                }
            }
        }
        return new Matrix(dim, out);
    }

    private static void add(float[] row, float weight, float[] out, int offset) {
        for (int d = 0; d < row.length; d++) {
            out[offset + d] += weight * row[d];
        }
    }

    private void readInto(long id, float[] row) {
        long rows = table.spec().rows();
        if (id >= 0 && id < rows) {
            table.readInto(id, row);
            return;
        }
        switch (feature.idPolicy()) {
            case FAIL ->
                throw new CallerException("feature '" + feature.name() + "', id: " + id + " (expected: 0 to "
                        + (rows - 1) + ", a row of table '" + feature.table() + "')");
            case DEFAULT -> table.readDefaultInto(row);
            case MODULO -> table.readInto(Math.floorMod(id, rows), row);
        }
    }
}
