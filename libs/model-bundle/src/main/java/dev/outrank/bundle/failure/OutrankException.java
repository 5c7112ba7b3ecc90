package dev.outrank.bundle.failure;

import org.jspecify.annotations.Nullable;

/** A failure that this project understands; its message is fit for the caller. */
public abstract sealed class OutrankException extends RuntimeException
        permits CallerException, CapacityException, DependencyException, InternalException {

    private static final long serialVersionUID = 1L;

    OutrankException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns whose doing this failure is. */
    public abstract FailureCategory category();
}
