package dev.outrank.workbench.chaos;

import java.util.ArrayList;
import java.util.List;

/** A part of a scene with the ends of the requests that were due in it. Thread-safe. */
final class Phase {

    private final String name;
    private final long beginNanos;
    private final List<Outcome> outcomes = new ArrayList<>();
    private long endNanos;

    /** Begins now. */
    Phase(String name) {
        this.name = name;
        this.beginNanos = System.nanoTime();
        this.endNanos = beginNanos;
    }

    String name() {
        return name;
    }

    long beginNanos() {
        return beginNanos;
    }

    synchronized void end() {
        endNanos = System.nanoTime();
    }

    synchronized void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    synchronized Figures figures() {
        return Figures.of(name, endNanos - beginNanos, outcomes);
    }
}
