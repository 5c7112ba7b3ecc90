package dev.outrank.ranking.compute;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a request would wait for CPU threads, all of its tasks together. Thread-safe.
 *
 * <p>A request has several tasks, one after the other, and each goes to the end of the queue. So it waits for about
 *
 * <pre>
 *   tasks of a request × tasks that wait × time of a task ÷ threads  =  tasks that wait × working time of a request ÷ threads
 * </pre>
 *
 * <p>The working time is what threads have spent on tasks, over the requests that did so. Whose first task has ended counts as half a request, and as a whole one when it was
 * answered: else a process whose queue has just filled, where all first tasks come before any last one, would be taken for slow. Both fade, so that a process that has
 * compiled is no longer taken for what it was. Waits for shards and idle times are no work. It is a mean over all models: where requests differ by orders of
 * magnitude, it is right in the mean. Where the last tasks of many requests come to the queue together, it is too long, up to the number of tasks that a request has.
 */
final class Backlog {

    private static final double HALF = 0.5;

    /** Requests that are remembered, about. Long enough for a mean of mixed sizes, and passed within a second by a process that is busy. */
    private static final int MEMORY = 64;

    /** Requests before which nothing is said: a first one may be all of class loading. */
    private static final int KNOWN_AFTER = 8;

    private final int threads;
    private final LongSupplier workedNanos;

    // All below is guarded by this.
    private long seenNanos;
    private double nanos;
    private double requests;
    private double all;

    /**
     * Makes a backlog that nothing is known of.
     *
     * @param workedNanos the time that all threads together have spent on tasks
     */
    Backlog(int threads, LongSupplier workedNanos) {
        this.threads = threads;
        this.workedNanos = workedNanos;
        this.seenNanos = workedNanos.getAsLong();
    }

    /** Returns how long a request waits that comes when so many tasks wait for a thread; zero where nothing is known. */
    synchronized Duration of(int tasks) {
        return all < KNOWN_AFTER ? Duration.ZERO : Duration.ofNanos((long) (tasks * nanos / requests / threads));
    }

    /** The first task of a request has ended, or all of them have, and it was answered. */
    synchronized void half() {
        long now = workedNanos.getAsLong();
        double kept = 1 - HALF / MEMORY;
        nanos = nanos * kept + now - seenNanos;
        requests = requests * kept + HALF;
        seenNanos = now;
        all += HALF;
    }
}
