package dev.outrank.ranking.request;

import dev.outrank.bundle.failure.CallerException;

/** A request's body or batch exceeds a limit of this service; HTTP 413. */
public final class PayloadTooLargeException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public PayloadTooLargeException(String message) {
        super(message);
    }
}
