package dev.outrank.ranking.compute;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long requests wait for CPU threads from now on, all their tasks together. Thread-safe.
 *
 * <p>A request has several tasks, one after the other, and each goes to the end of the queue. So it waits for
 *
 * <pre>
 *   tasks of a request × tasks that wait × time between two ends of tasks  =  tasks that wait × time between two ends of requests
 * </pre>
 *
 * <p>The last factor is a mean over about {@value #MEMORY} ends. Only time in which tasks waited counts, and only ends in it: otherwise threads had less to do than
 * they can, and ends say when requests came. Requests that wait for their shards are no backlog, however many they are.
 *
 * <p>A process that compiles is slow, and this says how slow; it knows nothing before about {@value #KNOWN_AFTER} ends.
 */
final class Backlog {

    private static final int MEMORY = 64;
    private static final int KNOWN_AFTER = 8;

    private final LongSupplier nanoTime;

    // All below is guarded by this.
    private int waiting;
    private long seenNanos;
    private double busyNanos;
    private double ends;

    /** Makes a backlog that nothing is known of, by a clock like {@link System#nanoTime()}. */
    Backlog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.seenNanos = nanoTime.getAsLong();
    }

    /** Returns how long a request waits that comes when so many tasks wait for a thread; zero where nothing is known. */
    synchronized Duration of(int tasks) {
        see(tasks);
        return ends < KNOWN_AFTER ? Duration.ZERO : Duration.ofNanos((long) (tasks * busyNanos / ends));
    }

    /** A request has ended; so many tasks wait for a thread now. */
    synchronized void ended(int tasks) {
        if (waiting > 0) {
            double kept = 1 - 1.0 / MEMORY;
            busyNanos *= kept;
            ends = ends * kept + 1;
        }
        see(tasks);
    }

    /** Counts the time since tasks were last seen, as they were then. */
    private void see(int tasks) {
        long now = nanoTime.getAsLong();
        busyNanos += waiting > 0 ? now - seenNanos : 0;
        seenNanos = now;
        waiting = tasks;
    }
}
