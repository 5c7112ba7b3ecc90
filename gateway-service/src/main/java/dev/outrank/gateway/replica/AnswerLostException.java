package dev.outrank.gateway.replica;

import dev.outrank.bundle.failure.DependencyException;

/** The connection to a replica broke after the request was on its way; it may or may not have been processed. */
public final class AnswerLostException extends DependencyException {

    private static final long serialVersionUID = 1L;

    AnswerLostException(String service, Throwable cause) {
        super(
                service
                        + ": connection broke before the whole answer (not retried: the request may have been processed)",
                cause);
    }
}
