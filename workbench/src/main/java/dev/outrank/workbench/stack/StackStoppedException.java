package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;

/** Somebody stopped the stack while others still worked with it; not a defect. */
public final class StackStoppedException extends DependencyException {

    private static final long serialVersionUID = 1L;

    StackStoppedException() {
        super("stack: stopping (expected: running)");
    }
}
