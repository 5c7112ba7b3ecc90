package dev.outrank.workbench.trace;

/**
 * The first line of a trace.
 *
 * @param trace what it says of itself
 */
record HeaderLine(TraceHeader trace) {

    /** The property that tells a header from a request. */
    static final String PROPERTY = "trace";
}
