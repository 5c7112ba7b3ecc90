package dev.outrank.registry;

import dev.outrank.bundle.failure.DependencyException;
import org.jspecify.annotations.Nullable;

/** The registry did not answer, or its answer was not a snapshot. */
final class RegistryException extends DependencyException {

    private static final long serialVersionUID = 1L;

    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
