package dev.outrank.workbench.calibrate;

import java.util.List;

/** Something that is measured a short turn at a time. For one thread. */
interface Point {

    /** Measures for some milliseconds, and keeps the result. */
    void turn() throws InterruptedException;

    /** Forgets the turns so far, which were to warm up. */
    void forget();

    /** Returns what the turns showed. */
    List<Observation> observations();
}
