package dev.outrank.gateway.priority;

import dev.outrank.bundle.failure.CallerException;
import java.util.List;

/** The caller's priority is none. */
final class InvalidPriorityException extends CallerException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_QUOTE = 16;

    InvalidPriorityException(String value, List<String> words) {
        super(PriorityHeader.NAME + ": " + quote(value) + " (expected: one of " + String.join(", ", words) + ")");
    }

    private static String quote(String value) {
        return value.length() <= LONGEST_QUOTE ? value : value.substring(0, LONGEST_QUOTE) + "…";
    }
}
