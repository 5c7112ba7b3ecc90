package dev.outrank.embedding.shard;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who still needs something, and runs an action when the last has gone. Begins with one holder. Lock-free. */
final class LeaseCount {

    private final AtomicInteger holders = new AtomicInteger(1);
    private final Runnable afterLast;

    LeaseCount(Runnable afterLast) {
        this.afterLast = afterLast;
    }

    /** Adds a holder, unless the last has gone already. */
    boolean tryHold() {
        int seen = holders.get();
        while (seen > 0) {
            int witness = holders.compareAndExchange(seen, seen + 1);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    boolean isHeld() {
        return holders.get() > 0;
    }

    /** Removes a holder; the last one runs the action on its thread. */
    void drop() {
        if (holders.decrementAndGet() == 0) {
            afterLast.run();
        }
    }

    /** Removes a holder; the last one has the action run by an executor. */
    void dropOn(Executor executor) {
        if (holders.decrementAndGet() == 0) {
            executor.execute(afterLast);
        }
    }
}
