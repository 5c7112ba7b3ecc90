package dev.outrank.replica;

import java.time.Duration;

/**
 * When a replica's circuit breaker opens, and for how long.
 *
 * @param window calls that are looked at, the last ones
 * @param minimumCalls calls without which nothing is concluded
 * @param failurePercent share of failures at which it opens, 1 to 100
 * @param open time until a call may try again
 */
public record BreakerSettings(int window, int minimumCalls, int failurePercent, Duration open) {

    private static final int ALL = 100;

    public BreakerSettings {
        if (minimumCalls < 1 || minimumCalls > window) {
            throw new IllegalArgumentException(
                    "breaker: minimum-calls " + minimumCalls + " (expected: 1 to window, " + window + ")");
        }
        if (failurePercent < 1 || failurePercent > ALL) {
            throw new IllegalArgumentException("breaker: failure-percent " + failurePercent + " (expected: 1 to 100)");
        }
        if (!open.isPositive()) {
            throw new IllegalArgumentException("breaker: open " + open + " (expected: a time above 0)");
        }
    }
}
