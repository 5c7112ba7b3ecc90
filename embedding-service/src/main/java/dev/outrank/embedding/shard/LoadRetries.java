package dev.outrank.embedding.shard;

import java.time.Duration;

/**
 * How long a version that could not be loaded is left alone: twice as long after each failure, because an attempt may read all of its rows.
 *
 * @param interval the pause after the first failure
 * @param maxInterval no pause is longer
 */
record LoadRetries(Duration interval, Duration maxInterval) {

    LoadRetries {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("load-retry-interval: " + interval + " (expected: more than zero)");
        }
        if (maxInterval.compareTo(interval) < 0) {
            throw new IllegalArgumentException("load-retry-max-interval: " + maxInterval + " (expected: at least "
                    + interval + ", the load-retry-interval)");
        }
    }

    /** Returns the pause after so many failures in a row, at least 1. */
    Duration pauseAfter(int failures) {
        Duration pause = interval;
        for (int i = 1; i < failures && pause.compareTo(maxInterval) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(maxInterval) < 0 ? pause : maxInterval;
    }
}
