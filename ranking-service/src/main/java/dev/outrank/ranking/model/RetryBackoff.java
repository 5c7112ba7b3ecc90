package dev.outrank.ranking.model;

import java.time.Duration;

/** How long a version that did not load is left alone before it is tried again. */
final class RetryBackoff {

    /** Of the order in which a mount or a copy that is late appears. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    /** Loading may read gigabytes of headers and nets: a version that stays broken must cost next to nothing. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private RetryBackoff() {}

    /** Returns the wait after so many failures in a row, at least 1: doubled each time up to the longest. */
    static Duration afterFailures(int failures) {
        Duration wait = FIRST;
        for (int i = 1; i < failures && wait.compareTo(LONGEST) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
