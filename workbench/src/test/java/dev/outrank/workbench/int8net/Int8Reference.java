package dev.outrank.workbench.int8net;

/** A layer in int8, in double precision but for the two roundings that the ONNX specification defines in float32. */
final class Int8Reference {

    private Int8Reference() {}

    /** Returns {@code factor · x · w}: {@code x [rows, inputs]}, {@code w [inputs, outputs]}, both row-major. */
    static double[] product(float[] x, float[] w, int outputs, int most, double factor) {
        int inputs = w.length / outputs;
        int rows = x.length / inputs;
        float min = 0;
        float max = 0;
        for (float value : x) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        float scale = (max - min) / 255;
        double zero = Math.rint(-min / scale);
        double[] y = new double[rows * outputs];
        for (int column = 0; column < outputs; column++) {
            float largest = 0;
            for (int i = 0; i < inputs; i++) {
                largest = Math.max(largest, Math.abs(w[i * outputs + column]));
            }
            float weightScale = largest == 0 ? 1 : largest / most;
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int i = 0; i < inputs; i++) {
                    double activation = Math.clamp(Math.rint(x[row * inputs + i] / scale) + zero, 0, 255) - zero;
                    sum += activation * Math.rint((double) w[i * outputs + column] / weightScale);
                }
                y[row * outputs + column] = factor * sum * scale * weightScale;
            }
        }
        return y;
    }
}
