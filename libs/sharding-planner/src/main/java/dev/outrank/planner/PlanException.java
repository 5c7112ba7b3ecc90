package dev.outrank.planner;

import dev.outrank.bundle.failure.CallerException;

/** No plan can be made; the message says what to change. */
public class PlanException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a refusal: {@code name: value (expected: …)}. */
    public PlanException(String message) {
        super(message);
    }
}
