package dev.outrank.ranking.json;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** int64 numbers that grow while they are read. Not thread-safe. */
public final class LongArray implements NumberArray {

    private long[] values;
    private int size;

    /** Makes an empty array with room for {@code expected} values before it grows. */
    public LongArray(int expected) {
        values = new long[expected];
    }

    /** Appends a value. */
    public void add(long value) {
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
            add(JsonValues.requireInt64(parser, naming));
        }
    }

    /** Returns the values, of exact length; the array is not to be added to afterwards. */
    public long[] toArray() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }

    /** Returns the array itself, {@link #size()} or longer; it is not to be added to afterwards. */
    public long[] backing() {
        return values;
    }
}
