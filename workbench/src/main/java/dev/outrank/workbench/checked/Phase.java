package dev.outrank.workbench.checked;

import java.util.ArrayList;
import java.util.List;

/** A part of a scene with the ends of the requests that were due in it. Thread-safe. */
public final class Phase {

    private final String name;
    private final long beginNanos;
    private final List<Outcome> outcomes = new ArrayList<>();
    private long endNanos;

    /** Begins now. */
    public Phase(String name) {
        this.name = name;
        this.beginNanos = System.nanoTime();
        this.endNanos = beginNanos;
    }

    public String name() {
        return name;
    }

    public long beginNanos() {
        return beginNanos;
    }

    public synchronized void end() {
        endNanos = System.nanoTime();
    }

    public synchronized void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    public synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    public synchronized Figures figures() {
        return Figures.of(name, endNanos - beginNanos, outcomes);
    }
}
