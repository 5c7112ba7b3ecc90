package dev.outrank.ranking.json;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** float32 numbers that grow while they are read. Not thread-safe. */
public final class FloatArray implements NumberArray {

    private float[] values;
    private int size;

    /** Makes an empty array with room for {@code expected} values before it grows. */
    public FloatArray(int expected) {
        values = new float[expected];
    }

    /** Appends a value. */
    public void add(float value) {
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
            add(JsonValues.requireFloat32(parser, naming));
        }
    }

    /** Returns the values, of exact length; the array is not to be added to afterwards. */
    public float[] toArray() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }
}
