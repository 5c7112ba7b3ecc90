package dev.outrank.ranking.compute;

import com.netflix.concurrency.limits.limit.VegasLimit;
import dev.outrank.lookup.Priority;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many requests may be in flight so that CPU threads always have work and hardly anybody waits for one. Thread-safe.
 *
 * <p>This is Vegas (Brakmo and Peterson, 1995), but it is told of slowdowns instead of times, since requests differ in size by orders of magnitude and
 * may spend most of their time waiting for shards. A slowdown is the time that requests take over the time that they would take without waiting for a
 * CPU thread. By Little's law that is
 *
 * <pre>
 *   slowdown = requests in flight ÷ (requests in flight − tasks that wait for a thread)      both averaged over the last tenth of a second
 * </pre>
 *
 * <p>so that nobody needs to follow a request through its queues, and requests that end in them count, too. Without load it is 1, and Vegas' own
 * estimate of its queue, limit × (1 − 1 ÷ slowdown), is the number of those that wait. It lets the limit grow below {@value #LEAST_WAITING} of them
 * for each thread and shrink above {@value #MOST_WAITING}.
 *
 * <p>The limit refuses nobody unless the queue <em>stands</em>: unless a task was waiting in three quarters of the last tenth of a second (as CoDel's
 * interval, RFC 8289, tells a bad queue from a good one). Bursts that threads work off by themselves are served whatever the limit is. The share is
 * averaged, since the queue of a limit that works is empty now and then, and a new interval each time would let a burst in. Nor does it
 * refuse the first requests of a process, which run while the JVM compiles. Once the queue is mostly empty the limit grows back to where it began.
 */
final class AdaptiveLimit {

    /** Waiting tasks for each thread: fewer might leave it without work, more are of no use to it. */
    private static final int LEAST_WAITING = 2;

    private static final int MOST_WAITING = 3;

    /** Of the averages. A queue stands 0.14 s after it was empty, and is mostly empty 0.07 s after it stood. */
    private static final double MEMORY_NANOS = Duration.ofMillis(100).toNanos();

    /** Between two updates of the limit: from the highest to the lowest before a queue stands. */
    private static final long PERIOD_NANOS = Duration.ofMillis(10).toNanos();

    /** Nothing that is longer counts in full: a stop of the whole JVM is no queue. */
    private static final long LONGEST_NANOS = 2 * PERIOD_NANOS;

    private static final double STANDING = 0.75;
    private static final double MOSTLY_EMPTY = STANDING / 2;

    /** What Vegas takes for the time of a request with slowdown 1. */
    private static final long UNIT_NANOS = Duration.ofMillis(1).toNanos();

    /** Of the limit, where it shrinks. */
    private static final double SHRUNK = 0.8;

    private static final int MOST_SLOWDOWN = 100;

    private final int threads;
    private final int least;
    private final int first;
    private final int warmUp;
    private final VegasLimit vegas;
    private final LongSupplier nanoTime;

    // All below is guarded by this.
    private int inFlight;
    private int waiting;
    private double meanInFlight;
    private double meanWaiting;
    private double standing;
    private long seenNanos;
    private long updatedNanos;
    private long ended;

    /**
     * Makes a limit for {@code threads} threads.
     *
     * @param most the limit never passes this
     */
    AdaptiveLimit(int threads, ComputeProperties.Adaptive properties, int most, LongSupplier nanoTime) {
        this.threads = threads;
        this.least = Math.min(most, Math.max(threads + 1, threads * properties.leastPerThread()));
        this.first = Math.min(most, Math.max(least, threads * properties.firstPerThread()));
        this.warmUp = properties.warmUp();
        this.nanoTime = nanoTime;
        this.seenNanos = nanoTime.getAsLong();
        this.updatedNanos = seenNanos;
        this.vegas = VegasLimit.newBuilder()
                .initialLimit(first)
                .maxConcurrency(most)
                .thresholdFunction(limit -> threads * LEAST_WAITING / 2)
                .alpha(threads * LEAST_WAITING)
                .beta(threads * MOST_WAITING)
                .increaseFunction(limit -> limit + 1)
                .decreaseFunction(limit -> Math.max(least, limit * SHRUNK))
                // The slowdown without load is known.
                .probeMultiplier(Integer.MAX_VALUE)
                .build();
        vegas.onSample(0, UNIT_NANOS, 0, false);
    }

    /**
     * Returns whether one more request may begin.
     *
     * @param before requests in flight without it
     * @param tasks tasks that wait for a thread
     */
    synchronized boolean admits(Priority priority, int before, int tasks) {
        advance();
        boolean admitted = ended < warmUp || standing < STANDING || before < allowed(priority);
        see(admitted ? before + 1 : before, tasks);
        return admitted;
    }

    /** A request has ended; arguments are what is there without it. */
    synchronized void ended(int left, int tasks) {
        advance();
        ended++;
        see(left, tasks);
    }

    /** Looks at what is there, and changes nothing. */
    synchronized void look(int requests, int tasks) {
        advance();
        see(requests, tasks);
    }

    /** Returns how many may be in flight while the queue stands. */
    int limit() {
        return Math.max(least, vegas.getLimit());
    }

    private int allowed(Priority priority) {
        int share = Admission.share(priority, limit());
        return priority == Priority.CRITICAL ? share + threads : share;
    }

    private void see(int requests, int tasks) {
        inFlight = requests;
        waiting = tasks;
    }

    /** Counts what was seen last for the time since then. */
    private void advance() {
        long now = nanoTime.getAsLong();
        long passed = Math.clamp(now - seenNanos, 0, LONGEST_NANOS);
        seenNanos = now;
        double weight = -Math.expm1(-passed / MEMORY_NANOS);
        standing += weight * ((waiting > 0 ? 1 : 0) - standing);
        meanInFlight += weight * (inFlight - meanInFlight);
        meanWaiting += weight * (waiting - meanWaiting);
        if (now - updatedNanos >= PERIOD_NANOS) {
            updatedNanos = now;
            update();
        }
    }

    /** Vegas moves only where half of the limit is used. Where the queue stands, or is mostly empty, what is used says nothing more. */
    private void update() {
        int limit = vegas.getLimit();
        if (standing >= STANDING) {
            vegas.onSample(0, nanosOfSlowdown(), limit, false);
        } else if (standing < MOSTLY_EMPTY && limit < first) {
            vegas.onSample(0, UNIT_NANOS, limit, false);
        } else {
            vegas.onSample(0, nanosOfSlowdown(), (int) Math.round(meanInFlight), false);
        }
    }

    private long nanosOfSlowdown() {
        double working = Math.max(meanInFlight - meanWaiting, meanInFlight / MOST_SLOWDOWN);
        return working <= 0 ? UNIT_NANOS : Math.max(UNIT_NANOS, (long) (UNIT_NANOS * meanInFlight / working));
    }
}
