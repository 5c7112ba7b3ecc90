package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.FloatArray;
import dev.outrank.ranking.json.IntArray;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.LongArray;
import dev.outrank.ranking.json.NumberArray;
import dev.outrank.ranking.json.Shapes;
import dev.outrank.ranking.memory.RequestArrays;

/** A tensor of a request, of the declared type and shape. Owns its numbers. */
final class ReceivedTensor {

    private final TensorSpec spec;
    private final long[] shape;
    private final NumberArray numbers;

    private ReceivedTensor(TensorSpec spec, long[] shape, NumberArray numbers) {
        this.spec = spec;
        this.shape = shape;
        this.numbers = numbers;
    }

    /**
     * Returns a tensor whose numbers agree with its shape.
     *
     * @param shape what the request declares
     * @param dataShape what the data has; flat data has one dimension, binary data has none
     */
    static ReceivedTensor of(TensorSpec spec, long[] shape, NumberArray numbers, int[] dataShape) {
        if (dataShape.length > 1 && !Shapes.same(dataShape, shape)) {
            throw new InvalidFieldException(
                    spec.name() + ".data",
                    "shape " + Shapes.text(dataShape) + " (expected: " + Shapes.text(shape) + " as declared, or flat)");
        }
        long expected = Shapes.elements(shape);
        if (numbers.size() != expected) {
            throw new InvalidFieldException(
                    spec.name() + ".data",
                    "shape " + Shapes.text(dataShape) + ", " + numbers.size() + " numbers (expected: " + expected
                            + ", since the declared shape is " + Shapes.text(shape) + ")");
        }
        return new ReceivedTensor(spec, shape, numbers);
    }

    /** Returns an empty array for the numbers of a tensor, with room for {@code expected}; lengths, which become offsets, have one more. */
    static NumberArray newArray(TensorRole role, int expected, RequestArrays arrays) {
        return switch (role) {
            case DENSE, WEIGHTS -> new FloatArray(arrays, expected);
            case VALUES -> new LongArray(arrays, expected);
            case LENGTHS -> new IntArray(arrays, expected + 1);
        };
    }

    TensorSpec spec() {
        return spec;
    }

    long[] shape() {
        return shape;
    }

    int size() {
        return numbers.size();
    }

    /** Returns the numbers themselves; the array may be longer. */
    float[] floats() {
        return ((FloatArray) numbers).backing();
    }

    /** Returns the numbers themselves; the array may be longer. */
    long[] longs() {
        return ((LongArray) numbers).backing();
    }

    /** Returns the numbers themselves and room for at least one more; the array may be longer. */
    int[] intsAndOne() {
        IntArray ints = (IntArray) numbers;
        ints.add(0);
        return ints.backing();
    }
}
