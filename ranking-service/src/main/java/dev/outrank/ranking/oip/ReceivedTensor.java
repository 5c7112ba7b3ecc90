package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.FloatArray;
import dev.outrank.ranking.json.IntArray;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.LongArray;
import dev.outrank.ranking.json.NumberArray;
import dev.outrank.ranking.json.Shapes;
import dev.outrank.ranking.memory.RequestArrays;
import java.util.Objects;

/** A tensor of one request after another, each time of the declared type and shape; its numbers are the request's. Not thread-safe. */
final class ReceivedTensor {

    private final TensorSpec spec;
    private final long[] shape;
    private final NumberArray numbers;
    private boolean present;

    ReceivedTensor(TensorSpec spec) {
        this.spec = spec;
        this.shape = new long[spec.shape().size()];
        this.numbers = switch (spec.role()) {
            case DENSE, WEIGHTS -> new FloatArray();
            case VALUES -> new LongArray();
            case LENGTHS -> new IntArray();
        };
    }

    /** Returns the array for its numbers, empty, with room for {@code expected}; lengths, which become offsets, have one more. */
    NumberArray begin(RequestArrays arrays, int expected) {
        numbers.begin(arrays, spec.role() == TensorRole.LENGTHS ? expected + 1 : expected);
        return numbers;
    }

    /**
     * The numbers are there; refuses those that do not agree with the shape.
     *
     * @param declared what the request declares, of as many dimensions as its shape here
     * @param dataShape what the data has; flat data has one dimension, binary data has none
     */
    void finish(long[] declared, int[] dataShape) {
        if (dataShape.length > 1 && !Shapes.same(dataShape, declared)) {
            throw new InvalidFieldException(
                    spec.name() + ".data",
                    "shape " + Shapes.text(dataShape) + " (expected: " + Shapes.text(declared)
                            + " as declared, or flat)");
        }
        long expected = Shapes.elements(declared);
        if (numbers.size() != expected) {
            throw new InvalidFieldException(
                    spec.name() + ".data",
                    "shape " + Shapes.text(dataShape) + ", " + numbers.size() + " numbers (expected: " + expected
                            + ", since the declared shape is " + Shapes.text(declared) + ")");
        }
        System.arraycopy(declared, 0, shape, 0, Objects.checkIndex(declared.length, shape.length + 1));
        present = true;
    }

    /** Lets go of what a request had here. */
    void forget() {
        numbers.forget();
        present = false;
    }

    /** Returns whether the request has it. */
    boolean isPresent() {
        return present;
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
