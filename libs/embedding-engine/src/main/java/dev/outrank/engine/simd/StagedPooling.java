package dev.outrank.engine.simd;

import dev.outrank.bundle.manifest.ElementType;

/**
 * Pools rows that are not floats in memory: some rows of a call are unpacked into scratch, then their bags are summed, then come the next ones. Unpacking
 * reads memory and little else, so that many misses overlap, which summing row by row does not reach without prefetching.
 */
final class StagedPooling {

    private final Batch batch;
    private final ElementType dtype;
    private final StagedRows staged;
    private final StagedSums sums;

    /**
     * Makes the pooling of a call.
     *
     * @param dtype not float32
     */
    StagedPooling(Batch batch, ElementType dtype) {
        this.batch = batch;
        this.dtype = dtype;
        this.staged = StagedRows.ofThread(batch.dim());
        this.sums = new StagedSums(batch, staged, dtype != ElementType.FLOAT16);
    }

    /** Pools all bags. */
    void pool() {
        int first = 0;
        while (first < batch.bagCount()) {
            int end = batch.endOfChunk(first, staged.rows());
            int from = batch.offset(first);
            int to = batch.offset(end);
            if (to - from <= staged.rows()) {
                stage(from, to);
                sums.pool(first, end);
            } else {
                poolLong(first);
            }
            first = end;
        }
    }

    private void poolLong(int bag) {
        float[] sum = staged.zeroedSums(batch.dim());
        float bias = 0;
        int end = batch.offset(bag + 1);
        for (int from = batch.offset(bag); from < end; from += staged.rows()) {
            int to = Math.min(from + staged.rows(), end);
            stage(from, to);
            sums.addInto(sum, to - from);
            bias = sums.addBiases(bias, 0, to - from);
        }
        sums.finish(bag, sum, bias);
    }

    private void stage(int from, int to) {
        switch (dtype) {
            case FLOAT32 -> throw new IllegalArgumentException("dtype: float32 (expected: one that is unpacked)");
            case FLOAT16 -> Float16Rows.stage(batch, from, to, staged);
            case INT8 -> Int8Rows.stage(batch, from, to, staged);
            case INT4 -> Int4Rows.stage(batch, from, to, staged);
        }
    }
}
