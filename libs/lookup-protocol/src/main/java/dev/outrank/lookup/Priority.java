package dev.outrank.lookup;

/** What is given up first where there is more work than time; declared in the order in which work is kept. */
public enum Priority {
    /** Refused last. */
    CRITICAL,
    /** What a request has that says nothing. */
    NORMAL,
    /** Refused first. */
    SHEDDABLE
}
