package dev.outrank.workbench.trace;

import dev.outrank.bundle.failure.CallerException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.json.JsonFactory;

/** Reads the values of a line, or refuses them by name: {@code candidates[3].terms[0]: …}. */
final class LineJson {

    private static final int MAX_DEPTH = 32;
    private static final int SHOWN_CHARS = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private LineJson() {}

    /** Opens a parser over UTF-8, at its first token. */
    static JsonParser open(byte[] utf8, int from, int length) {
        JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8, from, length);
        parser.nextToken();
        return parser;
    }

    static float float32(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                || parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            float value = parser.getFloatValue();
            if (Float.isFinite(value)) {
                return value;
            }
        }
        throw refused(parser, "a finite float32");
    }

    static long int64(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            try {
                return parser.getLongValue();
            } catch (InputCoercionException beyond) {
                throw refused(parser, "an int64");
            }
        }
        throw refused(parser, "an int64");
    }

    static void requireObject(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw refused(parser, "an object");
        }
    }

    static void requireArray(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw refused(parser, "an array");
        }
    }

    /** Moves to the value of the next property of the object that the parser is in and returns its name; null at the object's end. */
    static @Nullable String nextProperty(JsonParser parser) {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }

    /** Returns the refusal of the value at the cursor, for the caller to throw. */
    static CallerException refused(JsonParser parser, String expected) {
        return refused(path(parser), describe(parser), expected);
    }

    static CallerException refused(String field, String found, String expected) {
        return new CallerException(field + ": " + found + " (expected: " + expected + ")");
    }

    static CallerException twice(JsonParser parser) {
        return refused(path(parser), "occurs twice", "once");
    }

    /** Returns the place from the root of the line. */
    static String path(JsonParser parser) {
        String path = path(parser.streamReadContext());
        return path.isEmpty() ? "line" : path;
    }

    private static String path(@Nullable TokenStreamContext context) {
        if (context == null) {
            return "";
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return context.hasCurrentIndex() ? parent + "[" + context.getCurrentIndex() + "]" : parent;
        }
        String name = context.inObject() ? context.currentName() : null;
        if (name == null) {
            return parent;
        }
        return parent.isEmpty() ? name : parent + "." + name;
    }

    private static String describe(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "'" + shown(parser.getString()) + "'";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> shown(parser.getString());
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "nothing";
            case null -> "nothing";
        };
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
    }
}
