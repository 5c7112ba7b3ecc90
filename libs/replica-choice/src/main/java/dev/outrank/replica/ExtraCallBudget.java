package dev.outrank.replica;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many calls may be made beyond those that were asked for: a share of them, and a few saved up. Thread-safe, and without a clock: where nobody asks,
 * nothing extra is due.
 */
public final class ExtraCallBudget {

    /** A call's worth, so that shares of a hundredth of a per cent count. */
    private static final long CALL = 1_000_000;

    private final long share;
    private final long most;
    private final AtomicLong saved;

    /**
     * Makes a budget that is full.
     *
     * @param percent extra calls for each hundred calls, 0 to 100; 0 allows none at all
     * @param burst the most that can be saved up, in calls
     */
    public ExtraCallBudget(double percent, int burst) {
        if (percent < 0 || percent > 100 || burst < 1) {
            throw new IllegalArgumentException(
                    "budget: " + percent + " per cent, burst " + burst + " (expected: 0 to 100, and at least 1)");
        }
        this.share = Math.round(percent / 100 * CALL);
        this.most = percent == 0 ? 0 : burst * CALL;
        this.saved = new AtomicLong(most);
    }

    /** Counts a call that was asked for. */
    public void called() {
        if (saved.get() < most) {
            saved.updateAndGet(before -> Math.min(most, before + share));
        }
    }

    /** Takes one extra call; returns false where there is none left. */
    public boolean tryTake() {
        long before = saved.get();
        while (before >= CALL) {
            if (saved.compareAndSet(before, before - CALL)) {
                return true;
            }
            before = saved.get();
        }
        return false;
    }
}
