package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.CallerException;

/** The caller stopped before the body was whole; there is mostly nobody left to read the answer. */
final class IncompleteBodyException extends CallerException {

    private static final long serialVersionUID = 1L;

    IncompleteBodyException(Throwable cause) {
        super("body: the connection ended before it was whole (expected: as many bytes as announced)", cause);
    }
}
