package dev.outrank.workbench.trace;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Float32 numbers read one by one, in an array that grows and is used again. Not thread-safe. */
final class Float32Array {

    private static final int FIRST = 64;

    private float[] values = new float[FIRST];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void add(float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
        }
        values[size++] = value;
    }

    /** Adds all numbers of the array at the cursor. */
    void readAll(JsonParser parser) {
        LineJson.requireArray(parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            add(LineJson.float32(parser));
        }
    }

    float[] copy() {
        return Arrays.copyOf(values, size);
    }
}
