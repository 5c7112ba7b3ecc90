package dev.outrank.bundle.failure;

import org.jspecify.annotations.Nullable;

/** A limit was reached. */
public non-sealed class CapacityException extends OutrankException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public CapacityException(String message) {
        super(message, null);
    }

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)} and its cause. */
    public CapacityException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public final FailureCategory category() {
        return FailureCategory.CAPACITY;
    }
}
