package dev.outrank.config.registry.http;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Why a body could not be read, in words for the caller.
 *
 * @param status 413 for a body that is too large, else 400
 * @param detail what is wrong
 * @param field the field to blame, if there is one
 */
record UnreadableBody(
        HttpStatus status, String detail, @Nullable String field) {

    static UnreadableBody of(HttpMessageNotReadableException failure) {
        return switch (failure.getCause()) {
            case StreamConstraintsException e ->
                new UnreadableBody(HttpStatus.CONTENT_TOO_LARGE, "body: " + e.getOriginalMessage(), null);
            case UnrecognizedPropertyException e ->
                bad(
                        e.getPropertyName() + ": unknown field (expected: one of " + e.getKnownPropertyIds() + ")",
                        path(e));
            case DatabindException e -> bad(path(e) + ": " + e.getOriginalMessage(), path(e));
            case StreamReadException e -> bad("body: malformed JSON" + where(e) + ": " + e.getOriginalMessage(), null);
            case null, default -> bad("body: missing (expected: a JSON object)", null);
        };
    }

    private static UnreadableBody bad(String detail, @Nullable String field) {
        return new UnreadableBody(HttpStatus.BAD_REQUEST, detail, field);
    }

    private static String path(DatabindException e) {
        String path = e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "body" : path;
    }

    private static String where(StreamReadException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
