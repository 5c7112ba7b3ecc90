package dev.outrank.ranking.request;

import dev.outrank.bundle.failure.CapacityException;
import java.time.Duration;

/** A queue of this service is full; HTTP 503 with {@code Retry-After}. */
public final class OverloadedException extends CapacityException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Makes a failure that suggests when to come back. */
    public OverloadedException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** Returns how long the caller should wait. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
