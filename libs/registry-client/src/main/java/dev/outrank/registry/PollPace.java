package dev.outrank.registry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next poll.
 *
 * <p>After a good answer the interval, ± 10 % so that many services do not poll in step; fifteen intervals while a watch is open. After failures first quickly, because most
 * are restarts, then ever more slowly:
 *
 * <pre>
 *   wait = min(first · 2^(failures-1), 5 · interval) · uniform(0.5, 1)      first = min(interval, 250 ms)
 * </pre>
 *
 * @param interval time between two polls of a healthy registry
 * @param random a supplier of numbers in {@code [0, 1)}
 */
record PollPace(Duration interval, DoubleSupplier random) {

    private static final long FIRST_RETRY_MILLIS = 250;
    private static final int SLOWEST_INTERVALS = 5;
    /** A watch tells all; polls beside it are for what nobody thought of. */
    private static final int WATCHED_INTERVALS = 15;
    /** Enough for any cap, and far from overflowing a long. */
    private static final int MAX_DOUBLINGS = 30;

    /** Returns the wait after a good answer while a watch would tell of changes. */
    Duration whileWatched() {
        return afterAnswer().multipliedBy(WATCHED_INTERVALS);
    }

    Duration afterAnswer() {
        return scaled((double) interval.toNanos(), 0.9 + 0.2 * random.getAsDouble());
    }

    /**
     * Returns the wait after so many failures in a row.
     *
     * @param failures at least 1
     */
    Duration afterFailures(int failures) {
        long first = Math.min(
                interval.toNanos(), Duration.ofMillis(FIRST_RETRY_MILLIS).toNanos());
        double grown = (double) first * (1L << Math.min(failures - 1, MAX_DOUBLINGS));
        double capped = Math.min(grown, SLOWEST_INTERVALS * (double) interval.toNanos());
        return scaled(capped, 0.5 + 0.5 * random.getAsDouble());
    }

    private static Duration scaled(double nanos, double factor) {
        return Duration.ofNanos(Math.max(1, (long) (nanos * factor)));
    }
}
