package dev.outrank.ranking.request;

import dev.outrank.bundle.failure.DependencyException;
import org.jspecify.annotations.Nullable;

/** The request's time ran out before its scores were there; HTTP 504. */
public final class DeadlineExceededException extends DependencyException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public DeadlineExceededException(String message) {
        super(message);
    }

    /** Makes a failure and keeps what caused it. */
    public DeadlineExceededException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
