package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.FloatArray;
import dev.outrank.ranking.json.IntArray;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.LongArray;
import dev.outrank.ranking.json.NumberArray;
import dev.outrank.ranking.json.Shapes;

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
     * @param dataShape what the data has; flat data has one dimension
     */
    static ReceivedTensor of(TensorSpec spec, long[] shape, NumberArray numbers, int[] dataShape) {
        String data = spec.name() + ".data";
        if (dataShape.length > 1 && !Shapes.same(dataShape, shape)) {
            throw new InvalidFieldException(
                    data,
                    "shape " + Shapes.text(dataShape) + " (expected: " + Shapes.text(shape) + " as declared, or flat)");
        }
        long expected = Shapes.elements(shape);
        if (numbers.size() != expected) {
            throw new InvalidFieldException(
                    data,
                    "shape " + Shapes.text(dataShape) + ", " + numbers.size() + " numbers (expected: " + expected
                            + ", since the declared shape is " + Shapes.text(shape) + ")");
        }
        return new ReceivedTensor(spec, shape, numbers);
    }

    /** Returns an empty array for the numbers of a tensor, with room for {@code expected}. */
    static NumberArray newArray(TensorRole role, int expected) {
        return switch (role) {
            case DENSE, WEIGHTS -> new FloatArray(expected);
            case VALUES -> new LongArray(expected);
            case LENGTHS -> new IntArray(expected);
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

    float[] floats() {
        return ((FloatArray) numbers).toArray();
    }

    long[] longs() {
        return ((LongArray) numbers).toArray();
    }

    int[] ints() {
        return ((IntArray) numbers).toArray();
    }
}
