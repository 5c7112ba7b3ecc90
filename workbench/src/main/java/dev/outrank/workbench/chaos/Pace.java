package dev.outrank.workbench.chaos;

import java.time.Duration;

/**
 * How long the phases of scenes are.
 *
 * @param normal without a fault, to compare with
 * @param settling from a fault to when its promise about latency begins
 * @param shortSettling the same where it begins sooner
 * @param fault with the fault
 * @param overload beyond the capacity
 * @param warmUp before anything, at most
 */
record Pace(
        Duration normal,
        Duration settling,
        Duration shortSettling,
        Duration fault,
        Duration overload,
        Duration warmUp) {

    /** Returns the usual pace: all scenes take about six minutes. */
    static Pace usual(Duration overload) {
        return new Pace(
                Duration.ofSeconds(4),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                overload,
                Duration.ofSeconds(30));
    }

    /** Returns a pace that is enough to see what is answered, not how fast. */
    static Pace brief() {
        return new Pace(
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2));
    }
}
