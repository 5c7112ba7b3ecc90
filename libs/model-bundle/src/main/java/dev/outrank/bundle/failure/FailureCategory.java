package dev.outrank.bundle.failure;

/** Whose doing a failure is; decides HTTP status, retryability, log level and metric tag. */
public enum FailureCategory {
    /** The request or the input file is wrong; the same input fails again. */
    CALLER,
    /** A limit was reached; the same input may pass later. */
    CAPACITY,
    /** Another process did not do its part. */
    DEPENDENCY,
    /** A defect of this program. */
    INTERNAL
}
