package dev.outrank.ranking.json;

import dev.outrank.bundle.failure.CallerException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** The body is not JSON, or JSON beyond the limits of the parser; the message says at which line and column. */
public final class MalformedJsonException extends CallerException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_DETAIL_CHARS = 200;

    MalformedJsonException(JacksonException cause, TokenStreamLocation cursor) {
        super(
                "body: malformed JSON" + place(cause.getLocation() == null ? cursor : cause.getLocation()) + ": "
                        + detail(cause),
                cause);
    }

    private static String place(TokenStreamLocation at) {
        return " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Cuts what only a programmer of the parser could act upon. */
    private static String detail(JacksonException cause) {
        String message = cause.getOriginalMessage();
        int newline = message.indexOf('\n');
        String line = newline < 0 ? message : message.substring(0, newline);
        int hint = line.indexOf(", from `StreamReadConstraints");
        String text = hint < 0 ? line : line.substring(0, hint) + ")";
        return Excerpt.of(text, MAX_DETAIL_CHARS);
    }
}
