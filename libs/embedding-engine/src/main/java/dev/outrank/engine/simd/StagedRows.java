package dev.outrank.engine.simd;

import java.util.Arrays;

/**
 * Some rows of a call, unpacked to floats: {@code [rows, dim]}, with what the contract multiplies and adds. Scratch, one a thread; not
 * thread-safe. It is a constant size but for very wide rows.
 */
final class StagedRows {

    /**
     * Rows at a time. While they are read nothing else is done, so that many misses overlap; the fewer at a time, the more often the reads run dry. On
     * Zen 5, float16 and int8 of dim 64, 32 rows gave 0.60 to 0.64 of the limit, 64 gave 0.75 and 128 gave 0.8.
     */
    private static final int MOST_ROWS = 128;

    /** 32 KiB, so that rows of the usual widths are in the first or second cache when they are summed. */
    private static final int LEAST_FLOATS = 8192;

    private static final ThreadLocal<StagedRows> OF_THREAD = ThreadLocal.withInitial(StagedRows::new);

    private final float[] weights = new float[MOST_ROWS];
    private final float[] factors = new float[MOST_ROWS];
    private final float[] biases = new float[MOST_ROWS];
    private float[] floats = new float[LEAST_FLOATS];
    private short[] halves = new short[LEAST_FLOATS];
    private float[] sums = new float[0];
    private int rows;

    private StagedRows() {}

    /** Returns the scratch of the calling thread, for rows of {@code dim} elements; for threads that are few and stay. */
    static StagedRows ofThread(int dim) {
        StagedRows staged = OF_THREAD.get();
        if (staged.floats.length < dim) {
            staged.floats = new float[dim];
            staged.halves = new short[dim];
        }
        staged.rows = Math.min(MOST_ROWS, staged.floats.length / dim);
        return staged;
    }

    /** Returns how many rows fit in. */
    int rows() {
        return rows;
    }

    /** Returns {@code [rows, dim]} elements, those of quantised rows without scale and bias. */
    float[] floats() {
        return floats;
    }

    /** Returns {@code [rows, dim]} elements of float16. */
    short[] halves() {
        return halves;
    }

    float[] weights() {
        return weights;
    }

    /** Returns each row's weight times its scale. */
    float[] factors() {
        return factors;
    }

    float[] biases() {
        return biases;
    }

    /** Returns {@code [dim]} zeros. */
    float[] zeroedSums(int dim) {
        if (sums.length < dim) {
            sums = new float[dim];
        } else {
            Arrays.fill(sums, 0, dim, 0);
        }
        return sums;
    }

    /** Notes what a row is multiplied with, and what is added. */
    void put(int row, float weight, float scale, float bias) {
        weights[row] = weight;
        factors[row] = weight * scale;
        biases[row] = bias;
    }
}
