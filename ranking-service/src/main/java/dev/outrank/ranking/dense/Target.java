package dev.outrank.ranking.dense;

import java.nio.FloatBuffer;

/**
 * Where the vectors of a source belong in an input tensor: vector {@code b} at {@code column + b * stride}. The memory belongs to the workspace.
 */
public final class Target {

    private final FloatBuffer memory;
    private final int column;
    private final int stride;
    private final Extent extent;

    /** Makes a place in a tensor of width {@code stride}, at the source's first column. */
    Target(FloatBuffer memory, int column, int stride, Extent extent) {
        this.memory = memory;
        this.column = column;
        this.stride = stride;
        this.extent = extent;
    }

    /** Returns the tensor's memory, direct. */
    public FloatBuffer memory() {
        return memory;
    }

    /** Returns the source's first column. */
    public int column() {
        return column;
    }

    /** Returns the tensor's width. */
    public int stride() {
        return stride;
    }

    /** Returns how many vectors belong here of so many of a slice: a tensor of request scope takes the first. */
    public int rows(int sliceRows) {
        return extent == Extent.ONE ? 1 : sliceRows;
    }

    Extent extent() {
        return extent;
    }

    /** Writes {@code rows} vectors of {@code [… , width]}, row-major, from vector {@code from} on. */
    void copyInto(float[] values, int from, int rows, int width) {
        if (stride == width) {
            memory.put(column, values, from * width, rows * width);
            return;
        }
        for (int row = 0; row < rows; row++) {
            memory.put(column + row * stride, values, (from + row) * width, width);
        }
    }

    /** Writes {@code rows} vectors of {@code [… , width]}, row-major, from vector {@code from} on. */
    void copyInto(FloatBuffer values, int from, int rows, int width) {
        if (stride == width) {
            memory.put(column, values, from * width, rows * width);
            return;
        }
        for (int row = 0; row < rows; row++) {
            memory.put(column + row * stride, values, (from + row) * width, width);
        }
    }

    /** Writes one vector of {@code width} to so many rows. */
    void repeatInto(FloatBuffer vector, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            memory.put(column + row * stride, vector, 0, width);
        }
    }

    /** Writes zeros for {@code rows} vectors of {@code width} from row {@code firstRow} on. */
    public void zeroInto(int firstRow, int rows, int width) {
        for (int row = firstRow; row < firstRow + rows; row++) {
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
