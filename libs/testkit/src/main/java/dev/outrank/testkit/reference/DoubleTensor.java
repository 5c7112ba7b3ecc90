package dev.outrank.testkit.reference;

import java.util.Arrays;

/** A dense row-major tensor of doubles; integer tensors are held as doubles too, exactly up to 2^53. */
final class DoubleTensor {

    private final int[] shape;
    private final double[] values;

    DoubleTensor(int[] shape, double[] values) {
        this.shape = shape.clone();
        this.values = values;
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    "values: " + values.length + " (expected: as many as shape " + Arrays.toString(shape) + " holds)");
        }
    }

    static DoubleTensor matrix(int rows, int columns, double[] values) {
        return new DoubleTensor(new int[] {rows, columns}, values);
    }

    static DoubleTensor vector(double... values) {
        return new DoubleTensor(new int[] {values.length}, values);
    }

    static int size(int[] shape) {
        int size = 1;
        for (int extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    int rank() {
        return shape.length;
    }

    int extent(int axis) {
        return shape[axis];
    }

    int[] shape() {
        return shape.clone();
    }

    double[] values() {
        return values;
    }

    /** Returns the element at a position of a tensor of shape {@code wide} to which this one is broadcast, as in NumPy. */
    double broadcastAt(int[] wide, int flatIndex) {
        int index = 0;
        int stride = 1;
        int rest = flatIndex;
        for (int axis = wide.length - 1, own = shape.length - 1; own >= 0; axis--, own--) {
            int position = rest % wide[axis];
            rest /= wide[axis];
            index += shape[own] == 1 ? 0 : position * stride;
            stride *= shape[own];
        }
        return values[index];
    }

    /** Returns the shape that two tensors are broadcast to, as in NumPy. */
    static int[] broadcast(int[] left, int[] right) {
        int rank = Math.max(left.length, right.length);
        int[] wide = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int a = extentFromRight(left, rank - 1 - axis);
            int b = extentFromRight(right, rank - 1 - axis);
            if (a != b && a != 1 && b != 1) {
                throw new IllegalArgumentException("shapes " + Arrays.toString(left) + " and " + Arrays.toString(right)
                        + " (expected: equal or 1 in each axis)");
            }
            wide[axis] = a == 1 ? b : a;
        }
        return wide;
    }

    private static int extentFromRight(int[] shape, int fromRight) {
        return fromRight < shape.length ? shape[shape.length - 1 - fromRight] : 1;
    }

    @Override
    public String toString() {
        return "tensor" + Arrays.toString(shape);
    }
}
