package dev.outrank.gateway.deadline;

import dev.outrank.bundle.failure.CallerException;

/** The caller's timeout is not a number of milliseconds. */
final class InvalidTimeoutException extends CallerException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_QUOTE = 32;

    InvalidTimeoutException(String value) {
        super(DeadlineHeader.NAME + ": " + quote(value) + " (expected: a whole number of milliseconds > 0)");
    }

    private static String quote(String value) {
        return value.length() <= LONGEST_QUOTE ? value : value.substring(0, LONGEST_QUOTE) + "…";
    }
}
