package dev.outrank.registry;

/** How a shard comes from one version of a model to the next. */
public enum MemoryMode {
    /** It holds both until the old one has no more requests. */
    BESIDE,
    /** It lets go of the old one before it loads the new one: one replica at a time, for shards that cannot hold two. */
    REPLACE
}
