package dev.outrank.ranking.request;

import dev.outrank.bundle.failure.DependencyException;

/** The model or version exists, but cannot be served now; HTTP 503. */
public final class ModelNotReadyException extends DependencyException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public ModelNotReadyException(String message) {
        super(message);
    }
}
