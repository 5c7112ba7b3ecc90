package dev.outrank.bundle.failure;

import org.jspecify.annotations.Nullable;

/** A defect of this program. */
public non-sealed class InternalException extends OutrankException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public InternalException(String message) {
        super(message, null);
    }

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)} and its cause. */
    public InternalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public final FailureCategory category() {
        return FailureCategory.INTERNAL;
    }
}
