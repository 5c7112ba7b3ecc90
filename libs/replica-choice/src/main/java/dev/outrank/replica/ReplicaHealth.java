package dev.outrank.replica;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One replica as its caller sees it: calls under way, how long calls take, whether it fails, whether it is left alone. Thread-safe. */
public final class ReplicaHealth implements Candidate {

    /** Whether a replica takes calls, as {@link OutlierEjection} says. */
    public enum Standing {
        /** It takes calls. */
        SERVING,
        /** It stood out, and is left alone for some time. */
        EJECTED,
        /** That time is over: one call decides. */
        ON_TRIAL
    }

    /** What a call costs where nothing is known yet: a tenth of a millisecond, so that calls under way decide. */
    private static final double LEAST_NANOS = 1e5;

    /** What {@link #trialNanos} says of a call that failed. */
    static final long TRIAL_FAILED = -1;

    /** What {@link #trialNanos} says of a call that was refused. */
    static final long TRIAL_REFUSED = -2;

    /** What a call costs that was refused or failed: far more than one that is answered, for a few seconds. */
    private static final long PENALTY_NANOS = 20_000_000;

    /** Fewer calls that nobody waits for any more do not make a silence. */
    private static final int SILENT_CALLS = 3;

    private final String name;
    private final CircuitBreaker breaker;
    private final LongSupplier nanoTime;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicLong owingSinceNanos;
    private final PeakMean mean;
    private final LatencyWindow window = new LatencyWindow();
    private final AtomicInteger trialCalls = new AtomicInteger();
    private volatile long trialNanos;
    private volatile Standing standing = Standing.SERVING;
    private volatile long p95Nanos;
    private volatile long ejectedUntilNanos;
    private final AtomicInteger ejections = new AtomicInteger();

    /**
     * Makes the health of a replica that nothing is known of.
     *
     * @param name of the replica, for messages, meters and health details
     * @param breaker its own
     * @param nanoTime like {@link System#nanoTime()}
     */
    public ReplicaHealth(String name, CircuitBreaker breaker, LongSupplier nanoTime) {
        this.name = name;
        this.breaker = breaker;
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        this.mean = new PeakMean(now);
        this.owingSinceNanos = new AtomicLong(now);
    }

    /** Returns the replica's name. */
    public String name() {
        return name;
    }

    /** Returns the calls that have begun and not ended. */
    public int outstanding() {
        return outstanding.get();
    }

    /** Returns the state of the replica's breaker. */
    public CircuitBreaker.State breakerState() {
        return breaker.getState();
    }

    /** Returns whether it takes calls. */
    public Standing standing() {
        return standing;
    }

    /** Returns the time that nineteen of twenty calls of the last seconds in which there were any did not exceed; 0 where there was no call yet. */
    public long p95Nanos() {
        return p95Nanos;
    }

    /** Returns whether it takes calls; on trial one at a time. A breaker that is open is asked by {@link #tryBegin}, since it lets one through in time. */
    @Override
    public boolean isUsable() {
        return switch (standing) {
            case SERVING -> true;
            case EJECTED -> false;
            case ON_TRIAL -> isUntried();
        };
    }

    /** Returns whether its time out is over and no call is under way, or has ended, that decides what becomes of it. */
    public boolean awaitsTrial() {
        return standing == Standing.ON_TRIAL && isUntried();
    }

    private boolean isUntried() {
        return trialCalls.get() == 0 && trialNanos == 0;
    }

    /** Returns the calls that would be under way with one more, times what one takes; for a replica that owes answers at least since when it does. */
    @Override
    public double cost() {
        long now = nanoTime.getAsLong();
        int open = outstanding.get();
        double each = Math.max(LEAST_NANOS, mean.nanos(now));
        if (open > 0 && unanswered.get() > 0) {
            each = Math.max(each, (double) (now - owingSinceNanos.get()));
        }
        return (open + 1) * each;
    }

    /**
     * Begins a call.
     *
     * @param remainingNanos the time that its caller has
     * @return null where the breaker does not permit it; else to be told how the call ended
     */
    public @Nullable CallPermission tryBegin(long remainingNanos) {
        if (!breaker.tryAcquirePermission()) {
            return null;
        }
        if (outstanding.getAndIncrement() == 0 && unanswered.get() < SILENT_CALLS) {
            // Whatever it owed, nobody has waited for it meanwhile.
            owingSinceNanos.set(nanoTime.getAsLong());
        }
        unanswered.incrementAndGet();
        boolean trial = standing == Standing.ON_TRIAL;
        if (trial) {
            trialCalls.incrementAndGet();
        }
        return new CallPermission(this, breaker, remainingNanos, trial, nanoTime);
    }

    /** An answer came, of whatever content. */
    void answered(long elapsedNanos) {
        lives();
        observe(elapsedNanos);
    }

    /** It lives, whatever it has said. */
    void lives() {
        owingSinceNanos.set(nanoTime.getAsLong());
        unanswered.set(0);
    }

    /** It did not do what it was asked. That is quicker than doing it, and must not draw calls. */
    void penalize(long elapsedNanos) {
        mean.observe(Math.max(elapsedNanos, PENALTY_NANOS), nanoTime.getAsLong());
    }

    /** A call ended before it could have been answered. */
    void unsaid() {
        unanswered.updateAndGet(owed -> Math.max(0, owed - 1));
    }

    /** A call ended after so long without an answer; at least so long it would have taken. */
    void unansweredFor(long elapsedNanos) {
        if (elapsedNanos > mean.nanos(nanoTime.getAsLong())) {
            observe(elapsedNanos);
        }
    }

    private void observe(long elapsedNanos) {
        mean.observe(elapsedNanos, nanoTime.getAsLong());
        window.record(elapsedNanos);
    }

    /** Returns how long the last call on trial took, {@link #TRIAL_FAILED} or {@link #TRIAL_REFUSED} where it was not answered, 0 where none has ended. */
    long trialNanos() {
        return trialNanos;
    }

    void tried(long nanos) {
        trialNanos = nanos;
    }

    void ended(boolean trial) {
        outstanding.decrementAndGet();
        if (trial) {
            trialCalls.decrementAndGet();
        }
    }

    /** Returns for how long it has given no answer, where a call waits for one or several have given up; 0 where it owes none. */
    long silenceNanos(long nowNanos) {
        int owed = unanswered.get();
        boolean silent = owed >= SILENT_CALLS || (owed > 0 && outstanding.get() > 0);
        return silent ? nowNanos - owingSinceNanos.get() : 0;
    }

    LatencyWindow.Percentiles turn() {
        window.turn();
        LatencyWindow.Percentiles latest = window.percentiles();
        if (latest.calls() > 0) {
            p95Nanos = latest.p95Nanos();
        }
        return latest;
    }

    LatencyWindow.Percentiles percentiles() {
        return window.percentiles();
    }

    int ejections() {
        return ejections.get();
    }

    void eject(long untilNanos) {
        ejections.incrementAndGet();
        leaveAlone(untilNanos);
    }

    /** Ejects it for a time that does not make the next one longer. */
    void leaveAlone(long untilNanos) {
        ejectedUntilNanos = untilNanos;
        standing = Standing.EJECTED;
    }

    void tryOut(long nowNanos) {
        if (standing == Standing.EJECTED && nowNanos - ejectedUntilNanos >= 0) {
            unanswered.set(0);
            trialNanos = 0;
            // What it was ejected for is over.
            window.clear();
            standing = Standing.ON_TRIAL;
        }
    }

    /** It takes calls again, at the price of the one that it answered on trial: what it cost before it was left alone would keep calls away for as long again. */
    void readmit() {
        mean.restart(trialNanos, nanoTime.getAsLong());
        standing = Standing.SERVING;
    }

    void forgive() {
        ejections.set(0);
    }
}
