package dev.outrank.config.registry.http;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Why a body could not be read, in words for the caller: the parser's own name classes and settings of this server.
 *
 * @param status 413 for a body that is too large, else 400
 * @param detail what is wrong
 * @param field the field to blame, if there is one
 */
record UnreadableBody(
        HttpStatus status, String detail, @Nullable String field) {

    private static final String BODY = "body";
    private static final String OBJECT = "a JSON object";
    private static final String TEXT_OR_OBJECT = "a string or a JSON object";

    /** Returns why, from what the parser said; null where there was nothing to parse. */
    static UnreadableBody of(@Nullable Throwable cause) {
        return switch (cause) {
            case StreamConstraintsException _ ->
                new UnreadableBody(
                        HttpStatus.CONTENT_TOO_LARGE, "body: too large (expected: a registration or a change)", null);
            case UnrecognizedPropertyException e ->
                bad(path(e) + ": unknown field (expected: one of " + known(e) + ")", path(e));
            case MismatchedInputException e ->
                bad(path(e) + ": " + found(e.getCurrentToken()) + " (expected: " + expected(e) + ")", path(e));
            case ValueInstantiationException e
            when e.getCause() instanceof IllegalArgumentException wrong ->
                refused(path(e), String.valueOf(wrong.getMessage()));
            case DatabindException e -> bad(path(e) + ": unreadable (expected: " + TEXT_OR_OBJECT + ")", path(e));
            case StreamReadException e -> bad("body: malformed JSON" + where(e) + " (expected: " + OBJECT + ")", null);
            case null, default -> bad("body: missing (expected: " + OBJECT + ")", null);
        };
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    /** Returns the kind of value that the text has, in the words of JSON. */
    private static String found(@Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "another kind of value";
            case null -> "another kind of value";
        };
    }

    private static String expected(MismatchedInputException e) {
        return e.getTargetType() == String.class ? "a string" : OBJECT;
    }

    private static UnreadableBody bad(String detail, @Nullable String field) {
        return new UnreadableBody(HttpStatus.BAD_REQUEST, detail, field);
    }

    /** Returns what a value said when it refused one of its fields, with the path to it. */
    private static UnreadableBody refused(String path, String message) {
        String detail = path.equals(BODY) ? message : path + "." + message;
        return bad(detail, detail.substring(0, detail.indexOf(':')));
    }

    private static String path(DatabindException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? BODY : path.toString();
    }

    private static String where(StreamReadException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
