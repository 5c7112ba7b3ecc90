package dev.outrank.ranking.json;

import java.io.OutputStream;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Opens streaming parsers and generators with this service's limits. Thread-safe.
 *
 * <p>Bodies are UTF-8. {@code NaN} and infinities pass the parser, so that the refusal can name the tensor.
 */
public final class RequestJson {

    /** A valid body has a depth of 5 at most (OIP data, nested); the rest is for {@code parameters}, which are skipped. */
    private static final int MAX_DEPTH = 32;

    /** No float32 or int64 needs more; longer digits are noise. */
    private static final int MAX_NUMBER_CHARS = 400;

    private static final int MAX_STRING_CHARS = 65_536;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxStringLength(MAX_STRING_CHARS)
                    .build())
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private RequestJson() {}

    /**
     * Returns what {@code decoder} makes of a body that is one JSON object. The decoder starts at the opening brace and ends at the closing one.
     *
     * @throws MalformedJsonException if the body is not one JSON value
     * @throws InvalidFieldException if it is no object, or as the decoder throws
     */
    public static <T> T decode(byte[] body, Function<JsonParser, T> decoder) {
        return decode(body, body.length, decoder);
    }

    /** Does the same with the first {@code length} bytes of an array. */
    public static <T> T decode(byte[] body, int length, Function<JsonParser, T> decoder) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body, 0, length)) {
            return decodeAll(parser, decoder);
        }
    }

    private static <T> T decodeAll(JsonParser parser, Function<JsonParser, T> decoder) {
        try {
            if (parser.nextToken() == null) {
                throw new InvalidFieldException("body", "empty (expected: a JSON object)");
            }
            JsonValues.requireObject(parser, FieldPath::of);
            T decoded = decoder.apply(parser);
            if (parser.nextToken() != null) {
                throw new InvalidFieldException("body", "more after the JSON object (expected: one JSON object)");
            }
            return decoded;
        } catch (JacksonException e) {
            throw new MalformedJsonException(e, parser.currentLocation());
        }
    }

    /** Opens a parser over a part of a body that {@link #decode} has already been through, at its first token. */
    public static JsonParser reread(byte[] body, int from, int to) {
        JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body, from, to - from);
        parser.nextToken();
        return parser;
    }

    /** Opens a generator that writes UTF-8 into {@code target}; float32 are written in the fewest digits that keep their value. */
    public static JsonGenerator generator(OutputStream target) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), target);
    }
}
