package dev.outrank.ranking.json;

import dev.outrank.ranking.memory.RequestArrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** float32 numbers that grow while they are read, in arrays of their request. Not thread-safe. */
public final class FloatArray implements NumberArray {

    private final RequestArrays arrays;
    private float[] values;
    private int size;

    /** Makes an empty array with room for {@code expected} values before it grows. */
    public FloatArray(RequestArrays arrays, int expected) {
        this.arrays = arrays;
        this.values = arrays.floats(expected);
    }

    /** Appends a value. */
    public void add(float value) {
        if (size == values.length) {
            grow();
        }
        values[size++] = value;
    }

    private void grow() {
        float[] full = values;
        values = arrays.floats(Growth.capacity(size, size + 1));
        System.arraycopy(full, 0, values, 0, size);
        arrays.giveBack(full);
    }

    /** Sets the size after the first {@code count} values were written to {@link #backing} itself. */
    public void filled(int count) {
        size = count;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void readRest(JsonParser parser, FieldNaming naming) {
        float[] into = values;
        int at = size;
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (at == into.length) {
                size = at;
                grow();
                into = values;
            }
            into[at++] = JsonValues.requireFloat32(parser, naming);
        }
        size = at;
    }

    /** Returns the array itself, {@link #size()} or longer; it is not to be added to afterwards. */
    public float[] backing() {
        return values;
    }
}
