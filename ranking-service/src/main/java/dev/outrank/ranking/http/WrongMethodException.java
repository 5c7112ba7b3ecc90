package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.CallerException;

/** The resource exists and has another method; HTTP 405. */
final class WrongMethodException extends CallerException {

    private static final long serialVersionUID = 1L;

    private final String allowed;

    WrongMethodException(String method, String allowed) {
        super("method: " + method + " (expected: " + allowed + ")");
        this.allowed = allowed;
    }

    String allowed() {
        return allowed;
    }
}
