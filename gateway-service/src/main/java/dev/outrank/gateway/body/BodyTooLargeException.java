package dev.outrank.gateway.body;

import dev.outrank.bundle.failure.CallerException;

/** The body of the request is larger than the gateway lets through. */
public final class BodyTooLargeException extends CallerException {

    private static final long serialVersionUID = 1L;

    private BodyTooLargeException(String message) {
        super(message);
    }

    static BodyTooLargeException declared(long contentLength, long maxBytes) {
        return new BodyTooLargeException(
                "Content-Length: " + contentLength + " bytes (expected: at most " + maxBytes + ")");
    }

    static BodyTooLargeException streamed(long maxBytes) {
        return new BodyTooLargeException("body: more than " + maxBytes + " bytes (expected: at most " + maxBytes + ")");
    }
}
