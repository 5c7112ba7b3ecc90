package dev.outrank.ranking.json;

import dev.outrank.ranking.memory.RequestArrays;
import tools.jackson.core.JsonParser;

/** A growable array of numbers of one type. */
public sealed interface NumberArray permits FloatArray, IntArray, LongArray {

    /** Begins again, empty, in an array of a request with room for {@code expected} values before it grows. */
    void begin(RequestArrays of, int expected);

    /** Lets go of the request's array. */
    void forget();

    /** Returns the number of values. */
    int size();

    /**
     * Appends the numbers of a JSON array from the cursor, at one of its values or at its end, up to its end.
     *
     * @throws InvalidFieldException if a value is no number of this type
     */
    void readRest(JsonParser parser, FieldNaming naming);

    /** Appends the numbers of a flat JSON array, from its opening bracket at the cursor to its end. */
    default void readAll(JsonParser parser, FieldNaming naming) {
        JsonValues.requireArray(parser, naming);
        parser.nextToken();
        readRest(parser, naming);
    }
}
