package dev.outrank.workbench.int8net;

import dev.outrank.bundle.failure.CallerException;

/** Weights {@code [inputs, outputs]} as int8, with a scale a column. Holds the arrays themselves. */
final class Int8Weights {

    private final byte[] values;
    private final float[] scales;

    private Int8Weights(byte[] values, float[] scales) {
        this.values = values;
        this.scales = scales;
    }

    /**
     * Rounds weights: {@code values[i, j] = rint(w[i, j] / scales[j])}, where {@code scales[j]} is the column's largest absolute value over that of
     * the range, and 1 where that is 0.
     *
     * @param what names the weights in messages
     * @throws CallerException if a weight is NaN or infinite
     */
    static Int8Weights of(String what, FloatMatrix weights, WeightRange range) {
        float[] scales = new float[weights.columns()];
        for (int row = 0; row < weights.rows(); row++) {
            for (int column = 0; column < scales.length; column++) {
                float weight = weights.at(row, column);
                if (!Float.isFinite(weight)) {
                    throw new CallerException(
                            what + "[" + row + ", " + column + "]: " + weight + " (expected: a finite number)");
                }
                scales[column] = Math.max(scales[column], Math.abs(weight));
            }
        }
        for (int column = 0; column < scales.length; column++) {
            float scale = scales[column] / range.most();
            scales[column] = scale == 0 ? 1 : scale;
        }
        return new Int8Weights(rounded(weights, scales, range.most()), scales);
    }

    private static byte[] rounded(FloatMatrix weights, float[] scales, int most) {
        byte[] values = new byte[weights.size()];
        for (int i = 0; i < values.length; i++) {
            double rounded = Math.rint((double) weights.at(i) / scales[i % scales.length]);
            values[i] = (byte) Math.clamp(rounded, -most, most);
        }
        return values;
    }

    /** Returns the array itself, row-major. */
    byte[] values() {
        return values;
    }

    /** Returns the array itself, one a column. */
    float[] scales() {
        return scales;
    }
}
