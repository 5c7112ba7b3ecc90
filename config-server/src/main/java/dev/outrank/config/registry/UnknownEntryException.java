package dev.outrank.config.registry;

import dev.outrank.bundle.failure.CallerException;

/** The registry has no model or version of this name. */
public final class UnknownEntryException extends CallerException {

    private static final long serialVersionUID = 1L;

    UnknownEntryException(String message) {
        super(message);
    }
}
