package dev.outrank.ranking.json;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** int32 numbers that grow while they are read. Not thread-safe. */
public final class IntArray implements NumberArray {

    private int[] values;
    private int size;

    /** Makes an empty array with room for {@code expected} values before it grows. */
    public IntArray(int expected) {
        values = new int[expected];
    }

    /** Appends a value. */
    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Growth.capacity(size, size + 1));
        }
        values[size++] = value;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void readRest(JsonParser parser, FieldNaming naming) {
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            add(JsonValues.requireInt32(parser, naming));
        }
    }

    /** Returns the values, of exact length; the array is not to be added to afterwards. */
    public int[] toArray() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }
}
