package dev.outrank.workbench.replay;

/** When requests are due. Not thread-safe. */
@FunctionalInterface
interface Schedule {

    /** Returns the nanoseconds from the begin to the next request; never less than before. */
    long next();
}
