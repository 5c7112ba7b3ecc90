package dev.outrank.bundle.memory;

/** What the kernel is told about reads of mapped rows ({@code madvise}); copied rows need none. */
public enum ReadAdvice {
    /** Rows are read in no order: a page that is missing is read alone. */
    RANDOM,
    /** The kernel's own guess: it reads ahead around a page that is missing. */
    NORMAL,
    /** All rows will be read soon: the kernel begins to read them in the background. */
    WILL_NEED
}
