package dev.outrank.embedding.lookup;

import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.Priority;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the pooling threads, and what is turned away from it. Nothing here blocks, so that event loops may ask.
 *
 * <p>A lookup is refused where the queue is full, and sooner where both hold: as many lookups are under way as its priority may use of the limit, and the
 * queue has stood for a while, that is, was never empty and let nobody through soon. A queue that does so from time to time only smooths a burst (CoDel:
 * Nichols and Jacobson, 2012).
 */
final class LookupQueue {

    private final PoolingThreads threads;
    private final AdaptiveProperties adaptive;
    private final AdaptiveLimit limit;
    private final LookupMeters meters;
    private final LongSupplier nanoClock;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long shortNanos;

    LookupQueue(
            PoolingThreads threads,
            AdaptiveProperties adaptive,
            AdaptiveLimit limit,
            LookupMeters meters,
            LongSupplier nanoClock) {
        this.threads = threads;
        this.adaptive = adaptive;
        this.limit = limit;
        this.meters = meters;
        this.nanoClock = nanoClock;
        this.shortNanos = nanoClock.getAsLong();
    }

    /** A lookup that waits for a pooling thread, or has one. */
    final class Place implements Runnable {
        private final Runnable task;
        private final long arrivedNanos;

        private Place(Runnable task, long arrivedNanos) {
            this.task = task;
            this.arrivedNanos = arrivedNanos;
        }

        @Override
        public void run() {
            long begunNanos = nanoClock.getAsLong();
            noteIfShort(begunNanos - arrivedNanos);
            try {
                task.run();
            } finally {
                int before = underWay.getAndDecrement();
                limit.learn(begunNanos - arrivedNanos, nanoClock.getAsLong() - begunNanos, before);
            }
        }

        /** Leaves the queue; false where the task has begun, or will in a moment. */
        boolean withdraw() {
            boolean left = threads.withdraw(this);
            if (left) {
                underWay.decrementAndGet();
                noteIfEmpty();
            }
            return left;
        }
    }

    /** Takes a place, which must be used by {@link #run}; returns why there is none, or null where there is one. */
    @Nullable
    LookupError enter(Priority priority) {
        noteIfEmpty();
        long stoodNanos = nanoClock.getAsLong() - shortNanos;
        LookupError refusal = null;
        if (isOver(priority) && stoodNanos > adaptive.standing().toNanos()) {
            refusal = overloaded("lookups: " + underWay + " under way, and a queue for " + stoodNanos / 1_000_000
                    + " ms (expected: fewer than " + most(priority) + " of priority " + priority + ")");
        } else if (!threads.tryReserve()) {
            refusal = overloaded("queue: full (expected: fewer than " + threads.queueCapacity() + " requests waiting)");
        }
        if (refusal == null) {
            underWay.incrementAndGet();
        } else {
            meters.turnedAway(priority);
        }
        return refusal;
    }

    private static LookupError overloaded(String message) {
        return LookupError.of(LookupErrorCode.OVERLOADED, message);
    }

    private boolean isOver(Priority priority) {
        return adaptive.enabled() && underWay.get() >= most(priority);
    }

    private int most(Priority priority) {
        int all = limit.current();
        return switch (priority) {
            case CRITICAL -> all;
            case NORMAL -> Math.max(1, (int) (all * adaptive.normalShare()));
            case SHEDDABLE -> Math.max(1, (int) (all * adaptive.sheddableShare()));
        };
    }

    /** Runs a task that has a place. */
    Place run(Runnable task, long arrivedNanos) {
        Place place = new Place(task, arrivedNanos);
        threads.run(place);
        return place;
    }

    /** Runs a task that nobody waits for and that has no place. */
    void runAnyway(Runnable task) {
        threads.runAnyway(task);
    }

    private void noteIfEmpty() {
        if (threads.waiting() == 0) {
            shortNanos = nanoClock.getAsLong();
        }
    }

    private void noteIfShort(long waitedNanos) {
        if (waitedNanos <= adaptive.target().toNanos() || threads.waiting() == 0) {
            shortNanos = nanoClock.getAsLong();
        }
    }

    /** Returns how many lookups wait or are pooled. */
    int underWay() {
        return underWay.get();
    }
}
