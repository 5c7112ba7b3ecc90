package dev.outrank.workbench.trace;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Integers read one by one, in an array that grows and is used again. Not thread-safe. */
final class Int64Array {

    private static final int FIRST = 64;

    private long[] values = new long[FIRST];
    private int size;

    int size() {
        return size;
    }

    long get(int at) {
        return values[at];
    }

    void clear() {
        size = 0;
    }

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
        }
        values[size++] = value;
    }

    /** Adds all numbers of the array at the cursor. */
    void readAll(JsonParser parser) {
        LineJson.requireArray(parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            add(LineJson.int64(parser));
        }
    }

    long[] copy() {
        return Arrays.copyOf(values, size);
    }
}
