package dev.outrank.workbench.replay;

/** A trace's own times. At its end it begins again, one mean gap after its last request. */
final class TraceSchedule implements Schedule {

    private final long[] arrivals;
    private final long periodNanos;
    private int position;
    private long offsetNanos;

    /**
     * Keeps the array without a copy.
     *
     * @param arrivals nanoseconds since the trace's begin, ascending, at least one
     */
    TraceSchedule(long[] arrivals) {
        this.arrivals = arrivals;
        long last = arrivals[arrivals.length - 1];
        this.periodNanos = last + Math.max(1, last / arrivals.length);
    }

    /** Returns how long the trace takes, from its begin to one mean gap after its last request. */
    long periodNanos() {
        return periodNanos;
    }

    @Override
    public long next() {
        if (position == arrivals.length) {
            position = 0;
            offsetNanos += periodNanos;
        }
        return offsetNanos + arrivals[position++];
    }
}
