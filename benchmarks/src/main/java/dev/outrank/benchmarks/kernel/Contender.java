package dev.outrank.benchmarks.kernel;

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

    boolean isLimit() {
        return switch (this) {
            case LIMIT, LIMIT_AHEAD -> true;
            case NATIVE, VECTOR -> false;
        };
    }
}
