package dev.outrank.artifact;

import dev.outrank.bundle.failure.DependencyException;
import org.jspecify.annotations.Nullable;

/** A file cannot be had: there is none, it may not be read, or it is not as long as it should be. Trying again does not help; its address or its owner is to be asked. */
public final class ArtifactException extends DependencyException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code address: what was found (expected: …)}. */
    public ArtifactException(String message) {
        super(message);
    }

    /** Makes a failure with its cause. */
    public ArtifactException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
