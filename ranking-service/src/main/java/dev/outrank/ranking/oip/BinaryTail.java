package dev.outrank.ranking.oip;

import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.json.FloatArray;
import dev.outrank.ranking.json.IntArray;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.LongArray;
import dev.outrank.ranking.json.NumberArray;
import dev.outrank.ranking.json.Shapes;

/**
 * The bytes after the JSON of a request: its binary tensors, little-endian, one after the other in the order of {@code inputs}. For one request and
 * one thread.
 */
final class BinaryTail {

    private final ReceivedBody body;
    private int at;

    /** Makes the tail that begins at byte {@code jsonBytes} of a body, at its end where there is none. */
    BinaryTail(ReceivedBody body, int jsonBytes) {
        this.body = body;
        this.at = jsonBytes;
    }

    /**
     * Checks that the next {@code bytes} are a tensor's and returns how many numbers they are.
     *
     * @throws InvalidFieldException where they are not those of the shape, or not there
     */
    int check(TensorSpec spec, long[] shape, long bytes) {
        long count = bytes / spec.role().elementBytes();
        if (count != Shapes.elements(shape) || bytes % spec.role().elementBytes() != 0) {
            throw new InvalidFieldException(
                    field(spec),
                    bytes + " (expected: " + spec.role().elementBytes() + " for each "
                            + spec.role().datatype() + " of the declared shape " + Shapes.text(shape) + ")");
        }
        if (bytes > body.size() - at) {
            throw new InvalidFieldException(
                    field(spec),
                    bytes + " (expected: at most " + (body.size() - at) + ", the bytes of the body that are left)");
        }
        return (int) count;
    }

    private static String field(TensorSpec spec) {
        return spec.name() + ".parameters." + TensorReader.BINARY_SIZE;
    }

    /** Takes the next {@code count} numbers, which {@link #check} has allowed, into an empty array that has room for them. */
    void takeInto(NumberArray target, int count) {
        switch (target) {
            case LongArray longs -> {
                body.longsInto(at, count, longs.backing());
                longs.filled(count);
                at += count * Long.BYTES;
            }
            case IntArray ints -> {
                body.intsInto(at, count, ints.backing());
                ints.filled(count);
                at += count * Integer.BYTES;
            }
            case FloatArray floats -> {
                body.floatsInto(at, count, floats.backing());
                floats.filled(count);
                at += count * Float.BYTES;
            }
        }
    }

    /** Refuses bytes that belong to no tensor. */
    void requireEnd() {
        if (at < body.size()) {
            throw new InvalidFieldException(
                    "body", (body.size() - at) + " bytes more (expected: none after the binary tensors)");
        }
    }
}
