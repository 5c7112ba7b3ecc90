package dev.outrank.embedding.lookup;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limit.window.PercentileSampleWindowFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many lookups may wait or be pooled at a time. It grows while they do not wait for each other although half of it is used, and shrinks while they do.
 *
 * <p>Lookups differ in size by orders of magnitude, so that their times say nothing; what is watched is the slowdown, {@code (waited + worked) /
 * worked}, which is 1 without a queue whatever the size. TCP Vegas (Brakmo and Peterson, 1995) makes a number of lookups that wait out of its median in
 * windows of 100 ms. Thread-safe, for pooling threads: it may lock.
 */
final class AdaptiveLimit {

    /** What stands for a slowdown of 1 where the algorithm expects nanoseconds. */
    private static final long ONE = 1_000_000;

    /** Less work than this counts as this: to wake a thread takes 50 µs at times, and is no queue. */
    private static final long LEAST_WORK_NANOS = 100_000;

    /** The shortest window that the algorithm allows. */
    private static final long WINDOW_MILLIS = 100;

    /** Enough for a median. */
    private static final int WINDOW_SAMPLES = 128;

    /** From 256 to 8 in 16 windows. */
    private static final double BACKOFF = 0.8;

    private final Limit limit;
    private final LongSupplier nanoClock;
    private final long originNanos;

    /** Makes a limit between a lowest, where it begins, and a highest. */
    AdaptiveLimit(int lowest, int highest, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.originNanos = nanoClock.getAsLong();
        VegasLimit vegas = VegasLimit.newBuilder()
                .initialLimit(lowest)
                .maxConcurrency(highest)
                .decreaseFunction(current -> Math.max(lowest, current * BACKOFF))
                // A slowdown without a queue is known: it need not be measured again from time to time.
                .probeMultiplier(Integer.MAX_VALUE)
                .build();
        vegas.onSample(0, ONE, 0, false);
        this.limit = WindowedLimit.newBuilder()
                .minWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                .maxWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                .minRttThreshold(0, TimeUnit.NANOSECONDS)
                .sampleWindowFactory(PercentileSampleWindowFactory.of(0.5, WINDOW_SAMPLES))
                .build(vegas);
    }

    /** Returns the limit at present. */
    int current() {
        return limit.getLimit();
    }

    /** Learns from a lookup that is over. */
    void learn(long waitedNanos, long workedNanos, int underWay) {
        double work = Math.max(LEAST_WORK_NANOS, workedNanos);
        long slowdown = (long) (ONE * (1 + Math.max(0, waitedNanos) / work));
        limit.onSample(nanoClock.getAsLong() - originNanos, slowdown, underWay, false);
    }
}
