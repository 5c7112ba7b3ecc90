package dev.outrank.replica;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of the last few intervals, and their percentiles. {@link #record} is for any thread and waits for none; {@link #turn} is for one at a time.
 */
final class LatencyWindow {

    /** Ten sweeps of 200 ms: two seconds of calls. */
    private static final int INTERVALS = 10;

    /** Nanoseconds: 1 us to 1 minute. A range that is fixed, since one that grows is not safe for readers while it does. */
    private static final long LEAST = 1_000;

    private static final long MOST = 60_000_000_000L;

    /** One digit: a percentile is one in sixteen right, and all histograms of a replica together are 50 KiB. */
    private static final int DIGITS = 1;

    private final Recorder recorder = new Recorder(LEAST, MOST, DIGITS);
    private final @Nullable Histogram[] intervals = new Histogram[INTERVALS];
    private final Histogram sum = new Histogram(LEAST, MOST, DIGITS);
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
        recorder.recordValue(Math.clamp(nanos, LEAST, MOST));
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
