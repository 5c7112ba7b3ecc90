package dev.outrank.workbench.stack;

/** What the JVMs of a stack are started for. */
public enum JvmGoal {
    /**
     * To answer soon and not for long. The optimizing compiler and the vector module, which a run of a minute does not repay, are left out: they
     * took half of the CPU of a demo's start. Pooling runs in C then, or scalar, with the same bits.
     */
    QUICK_START,
    /** To answer fast, once warm. */
    THROUGHPUT
}
