package dev.outrank.benchmarks.kernel;

import java.util.List;

/** Whose time is taken. */
public enum Contender {
    /** The limit in C without prefetching. */
    LIMIT,
    /** The limit in C with rows prefetched ahead. */
    LIMIT_AHEAD,
    /** The project's kernels in C. */
    NATIVE,
    /** The project's kernels on the Vector API. */
    VECTOR;

    static final List<Contender> ALL = List.of(values());

    /** Returns whose turn an iteration is. Each round has all of them, and begins with the next one, so that none always follows the same other. */
    static Contender ofIteration(int iteration) {
        return ALL.get((iteration + iteration / ALL.size()) % ALL.size());
    }

    boolean isLimit() {
        return switch (this) {
            case LIMIT, LIMIT_AHEAD -> true;
            case NATIVE, VECTOR -> false;
        };
    }
}
