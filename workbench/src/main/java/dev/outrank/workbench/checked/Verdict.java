package dev.outrank.workbench.checked;

/** What became of a request. */
public enum Verdict {
    /** Every score is the known one, bit for bit, and nothing is flagged. */
    EXACT,
    /** Flagged as degraded with the tables that were lost, and every score is the known one without those. */
    DEGRADED,
    /** Answered 200 with anything else: the one thing that must never be. */
    WRONG,
    /** Refused for want of capacity: 429, or 503 with {@code Retry-After}. */
    REFUSED,
    /** Any other status, or no answer. */
    FAILED
}
