package dev.outrank.ranking.lifetime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the users of a resource and runs an action once it is retired and the last of them has left. Thread-safe. */
public final class Leases {

    /** The owner's own lease counts as one. */
    private final AtomicInteger held = new AtomicInteger(1);

    private final AtomicBoolean retired = new AtomicBoolean();
    private final Runnable onLast;

    /** Makes an open resource; {@code onLast} runs on the thread of the last {@link #release} or of {@link #retire}. */
    public Leases(Runnable onLast) {
        this.onLast = onLast;
    }

    /** Takes a lease, to be given back by {@link #release}; returns false once the resource is retired. */
    public boolean tryAcquire() {
        while (!retired.get()) {
            int count = held.get();
            if (count == 0) {
                return false;
            }
            if (held.compareAndSet(count, count + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Takes another lease beside one that is out, also of a retired resource; returns false where none is. */
    public boolean tryShare() {
        for (int count = held.get(); count > 0; count = held.get()) {
            if (held.compareAndSet(count, count + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Gives a lease back. */
    public void release() {
        if (held.decrementAndGet() == 0) {
            onLast.run();
        }
    }

    /** Gives no more leases, and runs the action when all are back; a second call does nothing. */
    public void retire() {
        if (retired.compareAndSet(false, true)) {
            release();
        }
    }

    /** Returns whether {@link #retire} was called. */
    public boolean retired() {
        return retired.get();
    }

    /** Returns the leases that are out. */
    public int held() {
        return held.get() - (retired.get() ? 0 : 1);
    }
}
