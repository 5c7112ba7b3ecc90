package dev.outrank.ranking.request;

import dev.outrank.bundle.failure.InternalException;

/** One output of a model, {@code [rows, width]} float32, row-major. Whoever holds it owns the array. */
public final class ScoreTensor {

    private final String name;
    private final int width;
    private final float[] values;

    /**
     * Makes a tensor over an array that it keeps.
     *
     * @param name the output's name in the manifest
     * @param width numbers a row, at least 1
     * @param values a multiple of {@code width} numbers
     */
    public ScoreTensor(String name, int width, float[] values) {
        if (width < 1 || values.length % width != 0) {
            throw new InternalException(name + ": " + values.length + " numbers of width " + width
                    + " (expected: a multiple of a positive width)");
        }
        this.name = name;
        this.width = width;
        this.values = values;
    }

    /** Returns the output's name. */
    public String name() {
        return name;
    }

    /** Returns the numbers a row. */
    public int width() {
        return width;
    }

    /** Returns the number of rows, one a candidate. */
    public int rows() {
        return values.length / width;
    }

    /** Returns the array itself, {@code [rows, width]}. */
    public float[] values() {
        return values;
    }

    @Override
    public String toString() {
        return name + "[" + rows() + ", " + width + "]";
    }
}
