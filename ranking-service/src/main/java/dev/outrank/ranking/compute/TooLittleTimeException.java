package dev.outrank.ranking.compute;

import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.lookup.Priority;
import java.time.Duration;
import java.util.Locale;

/** A request would wait so long for CPU threads that its time might not be enough; HTTP 503 with {@code Retry-After}. */
public final class TooLittleTimeException extends CapacityException {

    private static final long serialVersionUID = 1L;

    /** What a request has whose refusal says that there is too much of all: a third of it is a wait that nobody wants. */
    private static final Duration AMPLE = Duration.ofMillis(500);

    private final Duration time;
    private final Duration retryAfter;

    /**
     * Makes a refusal.
     *
     * @param expected how long the request would wait
     * @param allowed how long one of its priority may
     * @param time that it has
     */
    public TooLittleTimeException(
            Duration expected, Duration allowed, Priority priority, Duration time, Duration retryAfter) {
        super("wait for a CPU: " + expected.toMillis() + " ms (expected: at most " + allowed.toMillis()
                + " ms for a request of priority " + priority.name().toLowerCase(Locale.ROOT) + " that has "
                + time.toMillis() + " ms; try again later, or with more time)");
        this.time = time;
        this.retryAfter = retryAfter;
    }

    /** Returns whether the request had little time when it came: others, who are in no hurry, may be answered. */
    public boolean isHasty() {
        return time.compareTo(AMPLE) < 0;
    }

    /** Returns how long the caller should wait. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
