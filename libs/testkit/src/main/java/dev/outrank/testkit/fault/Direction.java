package dev.outrank.testkit.fault;

/** Which way bytes go. */
enum Direction {
    /** From the caller to the target. */
    REQUESTS,
    /** From the target to the caller. */
    ANSWERS
}
