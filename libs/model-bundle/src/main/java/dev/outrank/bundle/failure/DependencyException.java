package dev.outrank.bundle.failure;

import org.jspecify.annotations.Nullable;

/** Another process did not do its part. */
public non-sealed class DependencyException extends OutrankException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public DependencyException(String message) {
        super(message, null);
    }

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)} and its cause. */
    public DependencyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public final FailureCategory category() {
        return FailureCategory.DEPENDENCY;
    }
}
