package dev.outrank.ranking.dense;

import java.nio.FloatBuffer;

/**
 * Where the vectors of a source belong in an input tensor: vector {@code b} at {@code column + b * stride}.
 *
 * @param memory of the tensor, direct; belongs to the workspace
 * @param column the source's first column
 * @param stride the tensor's width
 */
public record Target(FloatBuffer memory, int column, int stride) {

    /** Writes vectors {@code [rows, width]}, row-major. */
    public void copyInto(FloatBuffer values, int rows, int width) {
        if (stride == width) {
            memory.put(column, values, 0, rows * width);
            return;
        }
        for (int row = 0; row < rows; row++) {
            memory.put(column + row * stride, values, row * width, width);
        }
    }

    /** Writes zeros for vectors {@code [rows, width]}. */
    public void zeroInto(int rows, int width) {
        for (int row = 0; row < rows; row++) {
            int from = column + row * stride;
            for (int d = 0; d < width; d++) {
                memory.put(from + d, 0f);
            }
        }
    }

    /** Divides vector {@code row} of {@code width} numbers by {@code divisor}. */
    public void divideInPlace(int row, int width, float divisor) {
        int from = column + row * stride;
        for (int d = 0; d < width; d++) {
            memory.put(from + d, memory.get(from + d) / divisor);
        }
    }
}
