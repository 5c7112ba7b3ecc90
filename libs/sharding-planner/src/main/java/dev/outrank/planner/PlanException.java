package dev.outrank.planner;

import dev.outrank.bundle.failure.CallerException;

/** No plan satisfies the constraints; the message says which one to change. */
public final class PlanException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a refusal: {@code name: value (expected: …)}. */
    public PlanException(String message) {
        super(message);
    }
}
