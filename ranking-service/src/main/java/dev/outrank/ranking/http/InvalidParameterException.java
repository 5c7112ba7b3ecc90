package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.CallerException;

/** A query parameter of the request has no meaning; HTTP 400. */
public final class InvalidParameterException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public InvalidParameterException(String message) {
        super(message);
    }
}
