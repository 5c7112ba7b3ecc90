package dev.outrank.ranking.json;

import dev.outrank.ranking.memory.RequestArrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** float32 numbers that grow while they are read, in arrays of their request. Not thread-safe. */
public final class FloatArray implements NumberArray {

    private static final float[] NONE = {};

    private @Nullable RequestArrays arrays;
    private float[] values = NONE;
    private int size;

    /** Makes an array that has not begun. */
    public FloatArray() {}

    /** Makes an empty array with room for {@code expected} values before it grows. */
    public FloatArray(RequestArrays arrays, int expected) {
        begin(arrays, expected);
    }

    @Override
    public void begin(RequestArrays of, int expected) {
        arrays = of;
        values = of.floats(expected);
        size = 0;
    }

    @Override
    public void forget() {
        arrays = null;
        values = NONE;
        size = 0;
    }

    /** Appends a value. */
    public void add(float value) {
        if (size == values.length) {
            grow();
        }
        values[size++] = value;
    }

    private void grow() {
        RequestArrays of = Objects.requireNonNull(arrays);
        float[] full = values;
        values = of.floats(Growth.capacity(size, size + 1));
        System.arraycopy(full, 0, values, 0, size);
        of.giveBack(full);
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
