package dev.outrank.embedding.lookup;

import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of threads behind a bounded queue. Neither asking for a place nor taking it ever blocks, so event loops may do both: the
 * queue is lock-free, and its bound is a counter beside it.
 */
final class PoolingThreads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PoolingThreads.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final int queueCapacity;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ThreadPoolExecutor executor;

    PoolingThreads(int threads, int queueCapacity) {
        this.queueCapacity = queueCapacity;
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedTransferQueue<>(),
                Thread.ofPlatform().daemon().name("pooling-", 0).factory());
        // Starting a thread takes a lock; that is not for event loops.
        executor.prestartAllCoreThreads();
    }

    /** Takes a place in the queue, if there is one; it must be used by {@link #run}. */
    boolean tryReserve() {
        int seen = waiting.get();
        while (seen < queueCapacity) {
            int witness = waiting.compareAndExchange(seen, seen + 1);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    /** Runs a task that has a place; the place is free again as soon as it begins. */
    void run(Runnable task) {
        executor.execute(new Waiting(this, task));
    }

    /** A task with a place. */
    private record Waiting(PoolingThreads threads, Runnable task) implements Runnable {

        @Override
        public void run() {
            threads.waiting.decrementAndGet();
            task.run();
        }
    }

    /** Takes a waiting task out of the queue, whose place is free at once; false where it does not wait any more. Looks through the queue. */
    boolean withdraw(Runnable task) {
        boolean waited = executor.getQueue().remove(new Waiting(this, task));
        if (waited) {
            waiting.decrementAndGet();
        }
        return waited;
    }

    /** Runs a task that nobody waits for and that has no place. */
    void runAnyway(Runnable task) {
        executor.execute(task);
    }

    /** Returns how many tasks wait. */
    int waiting() {
        return waiting.get();
    }

    int queueCapacity() {
        return queueCapacity;
    }

    /** Lets the tasks that were accepted end; an interrupt ends the waiting. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Pooling threads are busy {} after shutdown, leaving {} waiting", CLOSE_PATIENCE, waiting());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
