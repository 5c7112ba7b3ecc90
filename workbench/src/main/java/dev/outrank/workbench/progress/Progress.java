package dev.outrank.workbench.progress;

/** Counts done work. Thread-safe. */
public interface Progress extends AutoCloseable {

    /** Counts bytes as done. */
    void add(long bytes);

    /** Ends the display. */
    @Override
    void close();

    /** Returns a progress that shows nothing. */
    static Progress silent() {
        return new SilentProgress();
    }
}
