package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;

/** A service of the stack ended by itself. */
final class ServiceDiedException extends DependencyException {

    private static final long serialVersionUID = 1L;

    ServiceDiedException(String service, int exitCode, String log) {
        super(service + ": ended with exit code " + exitCode + " (expected: to run until it is stopped); its log: "
                + log);
    }
}
