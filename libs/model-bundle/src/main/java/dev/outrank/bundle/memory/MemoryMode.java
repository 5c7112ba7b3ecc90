package dev.outrank.bundle.memory;

/** Where the rows of a packed shard are to live. */
public enum MemoryMode {
    /** Copied where that fits beside a reserve, mapped otherwise; see {@link MemoryChoice}. */
    AUTO,
    /** In the page cache, by a mapping of the rows files: nothing is read ahead of need, and the kernel may drop and re-read pages. */
    MAPPED,
    /** In anonymous memory, in huge pages where the kernel gives them: what happens to the files afterwards does not matter. */
    COPIED
}
