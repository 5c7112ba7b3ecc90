package dev.outrank.ranking.json;

import java.util.Arrays;

/** Arithmetic and words for tensor shapes. */
public final class Shapes {

    private Shapes() {}

    /** Returns the number of elements, the product of the dimensions; {@code Long.MAX_VALUE} where that overflows. */
    public static long elements(long[] shape) {
        long product = 1;
        for (long dimension : shape) {
            if (dimension == 0) {
                return 0;
            }
            product = Math.multiplyHigh(product, dimension) == 0 && product * dimension > 0
                    ? product * dimension
                    : Long.MAX_VALUE;
        }
        return product;
    }

    /** Returns for example {@code [50, 4]}. */
    public static String text(long... shape) {
        return Arrays.toString(shape);
    }

    /** Returns for example {@code [50, 4]}. */
    public static String text(int[] shape) {
        return Arrays.toString(shape);
    }

    /** Returns whether both are the same shape. */
    public static boolean same(int[] left, long[] right) {
        if (left.length != right.length) {
            return false;
        }
        for (int i = 0; i < left.length; i++) {
            if (left[i] != right[i]) {
                return false;
            }
        }
        return true;
    }
}
