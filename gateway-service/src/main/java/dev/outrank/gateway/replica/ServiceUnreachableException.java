package dev.outrank.gateway.replica;

import dev.outrank.bundle.failure.DependencyException;
import org.jspecify.annotations.Nullable;

/** No replica of a service could be reached; nothing was processed. */
public final class ServiceUnreachableException extends DependencyException {

    private static final long serialVersionUID = 1L;

    ServiceUnreachableException(String service, String reason, @Nullable Throwable cause) {
        super(service + ": " + reason + " (expected: a reachable replica)", cause);
    }
}
