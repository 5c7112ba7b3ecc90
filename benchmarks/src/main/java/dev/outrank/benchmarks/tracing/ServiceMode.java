package dev.outrank.benchmarks.tracing;

/** Where the tables are. */
enum ServiceMode {
    /** In the ranking service. */
    SINGULAR,
    /** In an embedding service beside it. */
    DISTRIBUTED
}
