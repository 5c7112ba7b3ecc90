package dev.outrank.ranking.request;

import dev.outrank.bundle.failure.CallerException;

/** No such model, or no such version of it; HTTP 404. */
public final class UnknownModelException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public UnknownModelException(String message) {
        super(message);
    }
}
