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

    /** All of them, in the order in which they take turns. */
    static final List<Contender> TURNS = List.of(values());

    boolean isLimit() {
        return switch (this) {
            case LIMIT, LIMIT_AHEAD -> true;
            case NATIVE, VECTOR -> false;
        };
    }
}
