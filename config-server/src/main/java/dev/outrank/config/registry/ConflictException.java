package dev.outrank.config.registry;

import dev.outrank.bundle.failure.CallerException;

/** What is asked for does not fit what the registry holds: a name is taken, or a version's state does not allow it. */
public final class ConflictException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a refusal that says what is and what was expected. */
    public ConflictException(String message) {
        super(message);
    }
}
