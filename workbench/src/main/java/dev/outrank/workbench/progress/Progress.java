package dev.outrank.workbench.progress;

/** Counts done work. Thread-safe. */
public interface Progress extends AutoCloseable {

    /** Counts as done: bytes, or whatever the display counts. */
    void add(long done);

    /** Ends the display. */
    @Override
    void close();

    /** Returns a progress that shows nothing. */
    static Progress silent() {
        return new SilentProgress();
    }
}
