package dev.outrank.registry.report;

/** Which service reports. */
public enum ServiceRole {
    /** Serves one shard's tables. */
    EMBEDDING,
    /** Runs the dense nets. */
    RANKING
}
