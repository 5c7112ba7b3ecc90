package dev.outrank.replica;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** One call to one replica; how it ended is told once, and what is told later is not heard. Thread-safe. */
public final class CallPermission {

    /** A caller who left after nine tenths of the time is taken for one whose time ran out: the clocks began apart. */
    private static final double PATIENCE = 0.9;

    /**
     * A replica that has not answered for less than this is not to blame, however little time its caller had: a caller's haste must not open the breaker for
     * all others. 100 ms, an order of magnitude above the milliseconds that a call takes.
     */
    private static final long FAIR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReplicaHealth replica;
    private final CircuitBreaker breaker;
    private final long remainingNanos;
    private final boolean trial;
    private final CircuitBreaker.Metrics period;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private final AtomicBoolean told = new AtomicBoolean();

    CallPermission(
            ReplicaHealth replica, CircuitBreaker breaker, long remainingNanos, boolean trial, LongSupplier nanoTime) {
        this.replica = replica;
        this.breaker = breaker;
        this.remainingNanos = remainingNanos;
        this.trial = trial;
        this.period = breaker.getMetrics();
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
    }

    /**
     * Returns whether the breaker is still in the period of being closed, or half open, in which it permitted the call. One from before says nothing about a trial: it neither decides
     * it nor makes room for another. Each period counts in metrics of its own, which an open breaker keeps from the one before.
     */
    @SuppressWarnings("ReferenceEquality") // These very metrics.
    private boolean isHeardByBreaker() {
        return breaker.getState() != CircuitBreaker.State.OPEN && breaker.getMetrics() == period;
    }

    private void breakerSuccess(long elapsed) {
        if (isHeardByBreaker()) {
            breaker.onSuccess(elapsed, TimeUnit.NANOSECONDS);
        }
    }

    private void breakerRelease() {
        if (isHeardByBreaker()) {
            breaker.releasePermission();
        }
    }

    /** It answered, as it should. */
    public void succeeded() {
        if (told.compareAndSet(false, true)) {
            long elapsed = elapsed();
            breakerSuccess(elapsed);
            replica.answered(elapsed);
            ended(Math.max(1, elapsed));
        }
    }

    /** A part of its answer came: it lives. */
    public void lives() {
        replica.lives();
    }

    /** It lives, and would not do this now: others may. */
    public void refused() {
        if (told.compareAndSet(false, true)) {
            long elapsed = elapsed();
            breakerSuccess(elapsed);
            replica.lives();
            replica.penalize(elapsed);
            ended(ReplicaHealth.TRIAL_REFUSED);
        }
    }

    /** It lives, and would not do this since the request is at fault; how quickly says nothing. */
    public void rejected() {
        if (told.compareAndSet(false, true)) {
            breakerSuccess(elapsed());
            replica.lives();
            ended(0);
        }
    }

    /** It failed, or the network before it did. */
    public void failed(Throwable failure) {
        if (told.compareAndSet(false, true)) {
            long elapsed = elapsed();
            if (isHeardByBreaker()) {
                breaker.onError(elapsed, TimeUnit.NANOSECONDS, failure);
            }
            replica.penalize(elapsed);
            ended(ReplicaHealth.TRIAL_FAILED);
        }
    }

    /** The call ended for a reason that says nothing about the replica. */
    public void released() {
        if (told.compareAndSet(false, true)) {
            breakerRelease();
            replica.unsaid();
            ended(0);
        }
    }

    /** Another replica answered first. */
    public void overtaken() {
        if (told.compareAndSet(false, true)) {
            long elapsed = elapsed();
            breakerRelease();
            replica.unansweredFor(elapsed);
            ended(0);
        }
    }

    /** The caller went away, or its time is over: the replica's failure if it had nearly all the time there was, and a fair one. */
    public void abandoned() {
        long elapsed = elapsed();
        if (elapsed >= PATIENCE * remainingNanos && elapsed >= FAIR_NANOS) {
            failed(new TimeoutException());
        } else {
            released();
        }
    }

    private void ended(long trialNanos) {
        if (trial && trialNanos != 0) {
            replica.tried(trialNanos);
        }
        replica.ended(trial);
    }

    /** Returns the time since the call began. */
    public long elapsedNanos() {
        return elapsed();
    }

    private long elapsed() {
        return nanoTime.getAsLong() - startedNanos;
    }
}
