package dev.outrank.artifact;

import java.net.URI;
import java.time.Duration;

/** How much, and for how long, may be downloaded in all. For one thread. */
final class DownloadLimit {

    private final long mostBytes;
    private final long deadlineNanos;
    private final Duration time;
    private long bytes;

    DownloadLimit(long mostBytes, Duration time) {
        this.mostBytes = mostBytes;
        this.time = time;
        this.deadlineNanos = System.nanoTime() + time.toNanos();
    }

    /** Returns a limit that is never reached. */
    static DownloadLimit none() {
        return new DownloadLimit(Long.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE / 2));
    }

    /**
     * Counts what came.
     *
     * @throws ArtifactException where that is too much
     * @throws SourceDownException where it took too long
     */
    void count(URI file, int more) {
        bytes += more;
        if (bytes > mostBytes) {
            throw new ArtifactException(
                    file + ": " + bytes + " bytes with the files before it (expected: at most " + mostBytes + ")");
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new SourceDownException(
                    file + ": not whole after " + time + ", the files before it included (expected: less)", null);
        }
    }
}
