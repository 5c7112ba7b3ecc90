package dev.outrank.workbench.demo;

import dev.outrank.bundle.failure.DependencyException;

/** A service answered something else than 200. */
final class RefusedException extends DependencyException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    RefusedException(String uri, int status, String body) {
        super("POST " + uri + " answered " + status + " " + body + " (expected: 200)");
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }
}
