package dev.outrank.ranking.json;

import dev.outrank.ranking.memory.RequestArrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/** int32 numbers that grow while they are read, in arrays of their request. Not thread-safe. */
public final class IntArray implements NumberArray {

    private static final int[] NONE = {};

    private @Nullable RequestArrays arrays;
    private int[] values = NONE;
    private int size;

    /** Makes an array that has not begun. */
    public IntArray() {}

    /** Makes an empty array with room for {@code expected} values before it grows. */
    public IntArray(RequestArrays arrays, int expected) {
        begin(arrays, expected);
    }

    @Override
    public void begin(RequestArrays of, int expected) {
        arrays = of;
        values = of.ints(expected);
        size = 0;
    }

    @Override
    public void forget() {
        arrays = null;
        values = NONE;
        size = 0;
    }

    /** Appends a value. */
    public void add(int value) {
        if (size == values.length) {
            grow();
        }
        values[size++] = value;
    }

    private void grow() {
        RequestArrays of = Objects.requireNonNull(arrays);
        int[] full = values;
        values = of.ints(Growth.capacity(size, size + 1));
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
        int[] into = values;
        int at = size;
        JsonToken token = parser.currentToken();
        try {
            while (token == JsonToken.VALUE_NUMBER_INT) {
                if (at == into.length) {
                    size = at;
                    grow();
                    into = values;
                }
                into[at++] = parser.getIntValue();
                token = parser.nextToken();
            }
        } catch (InputCoercionException beyond) {
            throw JsonValues.refused(parser, naming, "an int32");
        }
        if (token != JsonToken.END_ARRAY) {
            throw JsonValues.refused(parser, naming, "an int32");
        }
        size = at;
    }

    /** Returns the array itself, {@link #size()} or longer; it is not to be added to afterwards. */
    public int[] backing() {
        return values;
    }
}
