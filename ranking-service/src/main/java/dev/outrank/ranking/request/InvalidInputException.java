package dev.outrank.ranking.request;

import dev.outrank.bundle.failure.CallerException;
import org.jspecify.annotations.Nullable;

/**
 * A request's tensors do not fit the model; HTTP 400.
 *
 * <p>Messages name the tensor and, where shapes are concerned, both of them.
 */
public final class InvalidInputException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public InvalidInputException(String message) {
        super(message);
    }

    /** Makes a failure and keeps what caused it. */
    public InvalidInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
