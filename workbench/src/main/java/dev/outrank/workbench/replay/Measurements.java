package dev.outrank.workbench.replay;

import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What a run learns: latencies of right answers in nanoseconds, failures, stages. Requests that were due in the warm-up are checked, and their
 * failures counted, but their latencies are not. Thread-safe.
 */
final class Measurements {

    private static final long HIGHEST_NANOS = 600_000_000_000L;
    private static final int DIGITS = 3;

    private final long fromNanos;
    private final Recorder sinceDue = new Recorder(1, HIGHEST_NANOS, DIGITS);
    private final Recorder sinceSent = new Recorder(1, HIGHEST_NANOS, DIGITS);
    private final Histogram latency = new Histogram(1, HIGHEST_NANOS, DIGITS);
    private final Histogram service = new Histogram(1, HIGHEST_NANOS, DIGITS);
    private final ErrorTally errors = new ErrorTally();
    private final StageTotals stages = new StageTotals();
    private long bytes;
    private long lastNanos;

    /** Measures requests that are due from a time on. */
    Measurements(long fromNanos) {
        this.fromNanos = fromNanos;
        this.lastNanos = fromNanos;
    }

    /**
     * Takes a right answer.
     *
     * @param dueNanos when it should have been sent
     * @param sentNanos when it was
     * @param endNanos when all of the answer was there
     */
    void answered(long dueNanos, long sentNanos, long endNanos, int bodyBytes, String serverTiming) {
        if (dueNanos < fromNanos) {
            return;
        }
        sinceDue.recordValue(Math.clamp(endNanos - dueNanos, 1, HIGHEST_NANOS));
        sinceSent.recordValue(Math.clamp(endNanos - sentNanos, 1, HIGHEST_NANOS));
        synchronized (this) {
            stages.add(serverTiming);
            bytes += bodyBytes;
            lastNanos = Math.max(lastNanos, endNanos);
        }
    }

    void failed(String kind, String message) {
        errors.add(kind, message);
    }

    /**
     * Latencies since the tick before.
     *
     * @param latency from when requests were due
     * @param service from when they were sent
     */
    record Tick(Histogram latency, Histogram service) {}

    /** Ends an interval. */
    synchronized Tick tick() {
        Tick tick = new Tick(sinceDue.getIntervalHistogram(), sinceSent.getIntervalHistogram());
        latency.add(tick.latency());
        service.add(tick.service());
        return tick;
    }

    ErrorTally errors() {
        return errors;
    }

    /** Returns all latencies up to the last tick. */
    synchronized LatencySummary latency() {
        return LatencySummary.of(latency);
    }

    /** Returns all latencies from the send up to the last tick. */
    synchronized LatencySummary service() {
        return LatencySummary.of(service);
    }

    synchronized long count() {
        return latency.getTotalCount();
    }

    synchronized Map<String, Double> stageMillis() {
        return stages.meanMillis();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Returns the seconds from the end of the warm-up to the later of the planned end and the last answer. */
    synchronized double seconds(long plannedEndNanos) {
        return (Math.max(plannedEndNanos, lastNanos) - fromNanos) / 1e9;
    }
}
