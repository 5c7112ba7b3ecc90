package dev.outrank.ranking.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/** Reads the value at a parser's cursor as one type, or refuses it by name. */
public final class JsonValues {

    private JsonValues() {}

    /** Returns a finite float32: the one nearest to the decimal digits. */
    public static float requireFloat32(JsonParser parser, FieldNaming naming) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            float value = parser.getFloatValue();
            if (Float.isFinite(value)) {
                return value;
            }
        }
        throw refused(parser, naming, "a finite float32");
    }

    /** Returns an integer of 64 bits. */
    public static long requireInt64(JsonParser parser, FieldNaming naming) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            try {
                return parser.getLongValue();
            } catch (InputCoercionException beyond) {
                throw refused(parser, naming, "an int64");
            }
        }
        throw refused(parser, naming, "an int64");
    }

    /** Returns an integer of 32 bits. */
    public static int requireInt32(JsonParser parser, FieldNaming naming) {
        long value =
                parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? requireInt64(parser, naming) : Long.MIN_VALUE;
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw refused(parser, naming, "an int32");
        }
        return (int) value;
    }

    /** Returns a boolean. */
    public static boolean requireBoolean(JsonParser parser, FieldNaming naming) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw refused(parser, naming, "true or false");
        };
    }

    /** Returns a string. */
    public static String requireString(JsonParser parser, FieldNaming naming) {
        requireStringToken(parser, naming);
        return parser.getString();
    }

    /** Refuses anything but a string. */
    static void requireStringToken(JsonParser parser, FieldNaming naming) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw refused(parser, naming, "a string");
        }
    }

    /** Refuses anything but the beginning of an object. */
    public static void requireObject(JsonParser parser, FieldNaming naming) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw refused(parser, naming, "an object");
        }
    }

    /** Refuses anything but the beginning of an array. */
    public static void requireArray(JsonParser parser, FieldNaming naming) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw refused(parser, naming, "an array");
        }
    }

    /** Moves to the next name of the object that the parser is in; returns null at its end. */
    public static @Nullable String nextName(JsonParser parser) {
        return parser.nextToken() == JsonToken.END_OBJECT ? null : parser.currentName();
    }

    /** Returns the refusal of the value at the cursor, for the caller to throw. */
    public static InvalidFieldException refused(JsonParser parser, FieldNaming naming, String expected) {
        return new InvalidFieldException(naming.nameOf(parser), describe(parser) + " (expected: " + expected + ")");
    }

    private static String describe(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> Excerpt.quoted(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Excerpt.of(parser.getString());
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "nothing";
            case null -> "nothing";
        };
    }
}
