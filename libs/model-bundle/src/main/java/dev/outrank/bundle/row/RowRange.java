package dev.outrank.bundle.row;

import dev.outrank.bundle.failure.BundleException;

/**
 * The smallest and the largest element of a row.
 *
 * <p>Where zeros of both signs are the smallest, FBGEMM's vector code decides which one becomes the bias: in each of 8 lanes the last, over
 * the lanes and in the tail the first. The same order here keeps the stored bits the same.
 */
record RowRange(float min, float max) {

    private static final int LANES = 8;

    /**
     * Returns the range of the first {@code dim} elements.
     *
     * @throws BundleException naming the first column that is no finite number
     */
    static RowRange of(float[] row, int dim, String dtype) {
        for (int column = 0; column < dim; column++) {
            if (!Float.isFinite(row[column])) {
                throw new BundleException("column " + column + ": " + row[column]
                        + " (expected: a finite number, to be stored as " + dtype + ")");
            }
        }
        int inLanes = dim - dim % LANES;
        float min = Float.MAX_VALUE;
        float max = -Float.MAX_VALUE;
        for (int lane = 0; lane < Math.min(LANES, inLanes); lane++) {
            float low = row[lane];
            float high = row[lane];
            for (int column = lane + LANES; column < inLanes; column += LANES) {
                low = row[column] <= low ? row[column] : low;
                high = row[column] >= high ? row[column] : high;
            }
            min = low < min ? low : min;
            max = high > max ? high : max;
        }
        for (int column = inLanes; column < dim; column++) {
            min = row[column] < min ? row[column] : min;
            max = row[column] > max ? row[column] : max;
        }
        return new RowRange(min, max);
    }

    /** Returns the refusal of a row whose elements are too far apart, or too large. */
    BundleException tooWide(float[] row, String dtype) {
        float far = Math.abs(max) >= Math.abs(min) ? max : min;
        int column = 0;
        while (row[column] != far) {
            column++;
        }
        return new BundleException("column " + column + ": " + far + " in a row from " + min + " to " + max
                + " (expected: a range that the scale and bias of " + dtype + " can hold)");
    }
}
