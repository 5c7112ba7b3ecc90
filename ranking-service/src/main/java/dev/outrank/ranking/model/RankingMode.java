package dev.outrank.ranking.model;

/** Where the embedding tables are. */
public enum RankingMode {
    /** In embedding services, one a shard. */
    DISTRIBUTED,
    /** In this process, for models that fit. */
    SINGULAR
}
