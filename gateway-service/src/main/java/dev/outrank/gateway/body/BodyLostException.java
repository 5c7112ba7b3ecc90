package dev.outrank.gateway.body;

import dev.outrank.bundle.failure.CallerException;

/** The caller stopped sending before its body was whole. */
public final class BodyLostException extends CallerException {

    private static final long serialVersionUID = 1L;

    BodyLostException(long received, Throwable cause) {
        super("body: broke off after " + received + " bytes (expected: a whole body)", cause);
    }
}
