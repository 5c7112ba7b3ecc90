package dev.outrank.workbench.score;

/** Float32 {@code [rows, width]}, row-major; holds the array itself. */
final class Matrix {

    private final int width;
    private final float[] values;

    Matrix(int width, float[] values) {
        this.width = width;
        this.values = values;
    }

    int width() {
        return width;
    }

    int rows() {
        return values.length / width;
    }

    float[] values() {
        return values;
    }

    /** Writes the rows into the columns from {@code column} on of {@code out [rows, outWidth]}. */
    void copyInto(float[] out, int outWidth, int column) {
        for (int row = 0; row < rows(); row++) {
            System.arraycopy(values, row * width, out, row * outWidth + column, width);
        }
    }
}
