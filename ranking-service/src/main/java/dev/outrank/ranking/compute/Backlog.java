package dev.outrank.ranking.compute;

import java.time.Duration;

/**
 * How long a request would wait for CPU threads. Thread-safe.
 *
 * <p>It waits twice: to be decoded, and again when its shards have answered. Each time all tasks that are in the queue come before it:
 *
 * <pre>
 *   wait = 2 × tasks that wait × time of a task ÷ threads
 * </pre>
 *
 * <p>The time of a task is a mean that fades, so that a process that has compiled is no longer taken for what it was. It is that of all tasks, of any model and size: where they differ by
 * orders of magnitude, this is right in the mean. The first tasks do not count, which load classes.
 */
final class Backlog {

    private static final int WAITS = 2;

    /** Tasks that are remembered, about. Long enough for a mean of mixed sizes, and passed within a second by a process that is busy. */
    private static final int MEMORY = 128;

    /** Tasks of a process that teach nothing about the next. */
    private static final int FIRST = 16;

    /** A task that took longer counts as this long: the process was stopped meanwhile, or else it is no measure of others. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private final int threads;

    // All below is guarded by this.
    private int skipped;
    private double nanos;
    private double tasks;

    /** Makes a backlog that nothing is known of. */
    Backlog(int threads) {
        this.threads = threads;
    }

    /** A task has ended, that took so long on its thread. */
    synchronized void ended(long tookNanos) {
        if (skipped < FIRST) {
            skipped++;
            return;
        }
        double kept = 1 - 1.0 / MEMORY;
        nanos = nanos * kept + Math.min(tookNanos, LONGEST_NANOS);
        tasks = tasks * kept + 1;
    }

    /** Returns how long a request waits that comes when so many tasks wait for a thread; zero where nothing is known. */
    synchronized Duration of(int waiting) {
        return tasks == 0 ? Duration.ZERO : Duration.ofNanos((long) (WAITS * waiting * nanos / tasks / threads));
    }
}
