package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.CallerException;

/** A header of the request has no meaning; HTTP 400. */
public final class InvalidHeaderException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public InvalidHeaderException(String message) {
        super(message);
    }
}
