package dev.outrank.replica;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of the last few intervals, and their percentiles. {@link #record} is for any thread and waits for none; {@link #turn} is for one at a time.
 */
final class LatencyWindow {

    /** Ten sweeps of 200 ms: two seconds of calls. */
    private static final int INTERVALS = 10;

    /** Two digits: a percentile is one in a hundred right, and a histogram is some 20 KiB. */
    private static final int DIGITS = 2;

    /** A call that took longer is taken for one that took so long: no caller waits for it. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

    /** Finer than a call over a network is: 1 us. */
    private static final long FINEST_NANOS = 1_000;

    /** Of a fixed range: one that grows takes a lock, which an event loop must not wait for. */
    private final Recorder recorder = new Recorder(FINEST_NANOS, LONGEST_NANOS, DIGITS);

    private final @Nullable Histogram[] intervals = new Histogram[INTERVALS];
    private final Histogram sum = new Histogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
    private int next;
    private volatile Percentiles percentiles = new Percentiles(0, 0, 0);

    /**
     * What a window says.
     *
     * @param calls how many it is of; 0 says that the others mean nothing
     * @param p50Nanos half of them took no longer
     * @param p95Nanos nineteen of twenty took no longer
     */
    record Percentiles(long calls, long p50Nanos, long p95Nanos) {}

    void record(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
    }

    /** Ends an interval, forgets the oldest, and computes the percentiles anew. */
    synchronized void turn() {
        Histogram recycled = intervals[next];
        if (recycled != null) {
            sum.subtract(recycled);
        }
        Histogram latest = recorder.getIntervalHistogram(recycled);
        sum.add(latest);
        intervals[next] = latest;
        next = (next + 1) % INTERVALS;
        percentiles = new Percentiles(sum.getTotalCount(), sum.getValueAtPercentile(50), sum.getValueAtPercentile(95));
    }

    /** Forgets all calls. */
    synchronized void clear() {
        recorder.reset();
        sum.reset();
        Arrays.fill(intervals, null);
        percentiles = new Percentiles(0, 0, 0);
    }

    Percentiles percentiles() {
        return percentiles;
    }
}
