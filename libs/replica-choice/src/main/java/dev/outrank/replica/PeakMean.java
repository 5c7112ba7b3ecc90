package dev.outrank.replica;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A moving mean of latencies that takes a worse one at once and forgets it with time: {@code mean = max(sample, mean * w + sample * (1 - w))} with
 * {@code w = exp(-elapsed / decay)}; unheard of for a while it sinks towards zero, so that a replica that was slow is tried again. The rule is Finagle's
 * "peak EWMA". Thread-safe.
 */
final class PeakMean {

    /** Seconds, as calls to one replica are milliseconds apart under load: 2 s. */
    private static final double DECAY_NANOS = 2e9;

    private record State(double meanNanos, long atNanos) {}

    private final AtomicReference<State> state;

    PeakMean(long nowNanos) {
        state = new AtomicReference<>(new State(0, nowNanos));
    }

    void observe(long latencyNanos, long nowNanos) {
        State before;
        State after;
        do {
            before = requireNonNull(state.get());
            double weight = weight(before, nowNanos);
            double mean = before.meanNanos * weight + (double) latencyNanos * (1 - weight);
            after = new State(Math.max((double) latencyNanos, mean), nowNanos);
        } while (!state.compareAndSet(before, after));
    }

    /** Forgets what was observed but for one latency. */
    void restart(long latencyNanos, long nowNanos) {
        state.set(new State((double) latencyNanos, nowNanos));
    }

    /** Returns the mean as of now. */
    double nanos(long nowNanos) {
        State present = requireNonNull(state.get());
        return present.meanNanos * weight(present, nowNanos);
    }

    private static double weight(State from, long nowNanos) {
        return Math.exp(-(double) Math.max(0, nowNanos - from.atNanos) / DECAY_NANOS);
    }
}
