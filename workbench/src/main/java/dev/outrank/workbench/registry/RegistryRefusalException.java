package dev.outrank.workbench.registry;

import dev.outrank.bundle.failure.CallerException;

/** The registry understood, and said no: the message is its own. */
public final class RegistryRefusalException extends CallerException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RegistryRefusalException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the HTTP status, 400 to 499. */
    public int status() {
        return status;
    }
}
