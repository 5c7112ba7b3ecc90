package dev.outrank.workbench.replay;

/** A monotonic clock that can be waited on. */
interface NanoClock {

    /** Returns the nanoseconds since some fixed time. */
    long nanos();

    /** Returns when the time has come, at once if it is past. */
    void awaitUntil(long nanos) throws InterruptedException;
}
