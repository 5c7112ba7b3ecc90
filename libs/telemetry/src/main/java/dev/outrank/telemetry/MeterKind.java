package dev.outrank.telemetry;

/** What a meter measures with; Prometheus' suffixes of its name follow from it and from the unit. */
public enum MeterKind {
    /** How often something was done and how long it took, in buckets. */
    TIMER,
    /** What only grows. */
    COUNTER,
    /** What is now. */
    GAUGE,
    /** How often a size was seen, and the sum of the sizes. */
    SUMMARY
}
