package dev.outrank.bundle.failure;

import org.jspecify.annotations.Nullable;

/** The request or the input file is wrong. */
public non-sealed class CallerException extends OutrankException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public CallerException(String message) {
        super(message, null);
    }

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)} and its cause. */
    public CallerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public final FailureCategory category() {
        return FailureCategory.CALLER;
    }
}
