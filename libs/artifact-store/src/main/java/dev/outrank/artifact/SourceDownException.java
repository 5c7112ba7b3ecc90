package dev.outrank.artifact;

import dev.outrank.bundle.failure.DependencyException;
import org.jspecify.annotations.Nullable;

/** Where a file is does not answer, or not to the end: nothing is known of the file. */
public final class SourceDownException extends DependencyException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code address: what was found (expected: …)}. */
    public SourceDownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
