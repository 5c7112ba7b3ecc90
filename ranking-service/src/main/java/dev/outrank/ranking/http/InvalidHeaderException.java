package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.CallerException;

/** A header of the request has no meaning; HTTP 400. */
final class InvalidHeaderException extends CallerException {

    private static final long serialVersionUID = 1L;

    InvalidHeaderException(String message) {
        super(message);
    }
}
