package dev.outrank.ranking.request;

import dev.outrank.lookup.ShardTimings;
import java.util.Arrays;

/**
 * Says where one request's time goes: every moment since its begin belongs to one stage, so that the stages add up to the whole. Thread-safe; whoever ends a stage
 * has its request to itself then.
 *
 * <pre>
 *   begin ──── lap(QUEUE) ── lap(DECODE) ── lap(SCATTER) ── lap(DENSE_BOTTOM) ── lapWait(…) ── lap(QUEUE) ── …
 *   │  QUEUE   │   DECODE    │   SCATTER    │  DENSE_BOTTOM │ NETWORK, SHARD_*│    QUEUE     │
 * </pre>
 */
// Never leaves this process, so that the order of the constants is free to change.
@SuppressWarnings("EnumOrdinal")
public final class StageClock {

    // All below is guarded by this.
    private final long[] nanos = new long[Stage.values().length];
    private long beginNanos;
    private long lapNanos;

    private StageClock(long nowNanos) {
        Arrays.fill(nanos, StageTimings.ABSENT);
        beginNanos = nowNanos;
        lapNanos = nowNanos;
    }

    /** Returns a clock of a request that begins now. */
    public static StageClock started() {
        return new StageClock(System.nanoTime());
    }

    /** Has the request begin now; to be called before its first stage ends. */
    public synchronized void restart() {
        beginNanos = System.nanoTime();
        lapNanos = beginNanos;
    }

    /** Ends a stage now, which began when the one before it ended. */
    public synchronized void lap(Stage stage) {
        lapUntil(stage, System.nanoTime());
    }

    /**
     * Ends the wait for a shard at the time at which its answer was there: the shard's own stages, as far as they lasted no longer, and the network for the rest. What was there before
     * the last stage ended was not waited for.
     */
    public synchronized void lapWait(long arrivedNanos, ShardTimings own) {
        long waited = arrivedNanos - lapNanos;
        if (waited <= 0) {
            return;
        }
        double share = Math.min(1, (double) waited / Math.max(1, own.totalNanos()));
        long shard = add(Stage.SHARD_QUEUE, (long) (own.queueNanos() * share))
                + add(Stage.SHARD_DECODE, (long) (own.decodeNanos() * share))
                + add(Stage.SHARD_POOL, (long) (own.poolNanos() * share))
                + add(Stage.SHARD_ENCODE, (long) (own.encodeNanos() * share));
        add(Stage.NETWORK, waited - shard);
        lapNanos = arrivedNanos;
    }

    private void lapUntil(Stage stage, long untilNanos) {
        add(stage, untilNanos - lapNanos);
        lapNanos = untilNanos;
    }

    private long add(Stage stage, long more) {
        int index = stage.ordinal();
        nanos[index] = Math.max(0, nanos[index]) + more;
        return more;
    }

    /** Returns the time from the request's begin until now. */
    public synchronized long elapsedNanos() {
        return System.nanoTime() - beginNanos;
    }

    /** Returns the stages that have ended. */
    public synchronized StageTimings timings() {
        return new StageTimings(nanos.clone());
    }
}
