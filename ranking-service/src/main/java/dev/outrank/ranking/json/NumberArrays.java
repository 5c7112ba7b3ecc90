package dev.outrank.ranking.json;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads an array of numbers, flat or nested, into a {@link NumberArray}, row-major, and reports the shape it has.
 *
 * <p>A worked example: {@code [[1, 2, 3], [4, 5, 6]]} appends 1 2 3 4 5 6 and has the shape {@code [2, 3]}; {@code [1, 2]} has {@code [2]},
 * {@code [[], []]} has {@code [2, 0]}. A ragged array has no shape and is refused.
 */
public final class NumberArrays {

    /** No tensor here has more than two dimensions; the rest is courtesy for the message. */
    private static final int MAX_RANK = 8;

    private static final int UNKNOWN = -1;

    private final JsonParser parser;
    private final NumberArray target;
    private final FieldNaming naming;
    private final int[] sizes = new int[MAX_RANK];
    private int rank = UNKNOWN;

    private NumberArrays(JsonParser parser, NumberArray target, FieldNaming naming) {
        this.parser = parser;
        this.target = target;
        this.naming = naming;
        Arrays.fill(sizes, UNKNOWN);
    }

    /**
     * Appends the numbers of the array at the cursor to {@code target} and returns the shape of the array.
     *
     * @throws InvalidFieldException if it is no array, is ragged, or holds what is no number of the target's type
     */
    public static int[] readInto(JsonParser parser, FieldNaming naming, NumberArray target) {
        JsonValues.requireArray(parser, naming);
        NumberArrays reading = new NumberArrays(parser, target, naming);
        reading.readArray(0);
        return Arrays.copyOf(reading.sizes, reading.rank);
    }

    private void readArray(int depth) {
        int size = parser.nextToken() == JsonToken.START_ARRAY ? readArrays(depth) : readNumbers(depth);
        if (sizes[depth] != UNKNOWN && sizes[depth] != size) {
            throw new InvalidFieldException(
                    naming.nameOf(parser),
                    size + " elements (expected: " + sizes[depth] + ", as in the arrays beside it)");
        }
        sizes[depth] = size;
    }

    private int readArrays(int depth) {
        if (depth + 1 >= (rank == UNKNOWN ? MAX_RANK : rank)) {
            throw JsonValues.refused(parser, naming, "a number");
        }
        int size = 0;
        for (JsonToken token = JsonToken.START_ARRAY; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            JsonValues.requireArray(parser, naming);
            readArray(depth + 1);
            size++;
        }
        return size;
    }

    private int readNumbers(int depth) {
        if (rank != UNKNOWN && rank != depth + 1) {
            throw new InvalidFieldException(
                    naming.nameOf(parser), "numbers (expected: arrays, as in the arrays beside it)");
        }
        rank = depth + 1;
        int before = target.size();
        target.readRest(parser, naming);
        return target.size() - before;
    }
}
