package dev.outrank.testkit.fault;

import java.util.concurrent.atomic.AtomicLong;

/** The fault that a proxy has now, and how often faults did something. Thread-safe. */
final class FaultState {

    /**
     * A fault from when it was applied. Not a record: the same fault applied again counts anew.
     */
    static final class Spell {

        private final Fault fault;

        Spell(Fault fault) {
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    private final AtomicLong done = new AtomicLong();
    private volatile Spell spell = new Spell(new Fault.None());

    Spell spell() {
        return spell;
    }

    void apply(Fault fault) {
        spell = new Spell(fault);
    }

    /** Counts one thing that a fault did. */
    void did() {
        done.incrementAndGet();
    }

    long done() {
        return done.get();
    }
}
