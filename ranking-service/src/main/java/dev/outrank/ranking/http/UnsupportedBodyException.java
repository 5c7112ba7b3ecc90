package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.CallerException;

/** The body is in a form that the interface does not read; HTTP 415. */
public final class UnsupportedBodyException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a refusal with a message of the form {@code header: value (expected: constraint)}. */
    public UnsupportedBodyException(String message) {
        super(message);
    }
}
