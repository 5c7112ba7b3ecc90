package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.CallerException;

/** No resource has this path; HTTP 404. */
final class UnknownPathException extends CallerException {

    private static final long serialVersionUID = 1L;

    UnknownPathException(String path) {
        super("path: " + path + " (expected: a path of this service's interfaces)");
    }
}
