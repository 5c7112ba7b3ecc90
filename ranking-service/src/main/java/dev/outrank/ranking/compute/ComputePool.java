package dev.outrank.ranking.compute;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.ranking.request.OverloadedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads for CPU work. Thread-safe.
 *
 * <p>A request asks {@link #requireRoom} once, before its first task. Its later tasks are not refused, since work was spent on it already;
 * they are bounded by {@link Admission}. The queue takes tasks without a lock, so that an event loop can hand one over.
 */
public final class ComputePool implements AutoCloseable {

    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(5);

    private final Backlog backlog;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor executor;
    private final Scheduler scheduler;
    private final int queueLimit;
    private final Rejections rejected;

    /** Starts {@code threads} threads; a request is refused where {@code queueLimit} tasks wait already. */
    public ComputePool(int threads, int queueLimit, MeterRegistry registry) {
        this(threads, queueLimit, registry, System::nanoTime);
    }

    ComputePool(int threads, int queueLimit, MeterRegistry registry, LongSupplier nanoTime) {
        this.backlog = new Backlog(threads);
        this.nanoTime = nanoTime;
        AtomicInteger number = new AtomicInteger();
        this.executor =
                new TimedExecutor(threads, task -> new CpuThread(task, "ranking-cpu-" + number.getAndIncrement()));
        executor.prestartAllCoreThreads();
        this.scheduler = Schedulers.fromExecutorService(executor, "ranking-cpu");
        this.queueLimit = queueLimit;
        this.rejected = new Rejections("cpu-queue", registry);
        RankingMetric.CPU_QUEUE.gauge(this, ComputePool::queued).register(registry);
    }

    /**
     * Checks that the queue has room for a request.
     *
     * @param priority what a refusal is counted by
     * @throws OverloadedException where it has not
     */
    public void requireRoom(Priority priority) {
        if (queued() >= queueLimit) {
            rejected.count(priority);
            throw new OverloadedException(
                    "tasks waiting for a CPU: " + queueLimit + " (expected: fewer; try again later)",
                    Admission.RETRY_AFTER);
        }
    }

    /** Returns the scheduler over these threads; its tasks may block. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Returns whether the caller is on one of these threads, and can go on without waiting for another one. */
    public boolean isCurrentThread() {
        return Thread.currentThread() instanceof CpuThread thread && thread.pool() == this;
    }

    /** Returns the number of tasks that wait for a thread. */
    public int queued() {
        return executor.getQueue().size();
    }

    /** Returns the same without the task that the caller's thread takes next, where the caller is on one of these threads. */
    int waiting() {
        int queued = queued();
        return isCurrentThread() ? Math.max(0, queued - 1) : queued;
    }

    /** Returns how long a request would wait for threads that came now, all its tasks together; zero where nothing is known. */
    Duration expectedWait() {
        return backlog.of(waiting());
    }

    /** Stops the threads after the tasks that run; waiting ones are dropped. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(SHUTDOWN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        scheduler.dispose();
    }

    /** Counts the time of its tasks. */
    private final class TimedExecutor extends ThreadPoolExecutor {

        TimedExecutor(int threads, ThreadFactory factory) {
            super(threads, threads, 0, TimeUnit.SECONDS, new LinkedTransferQueue<>(), factory);
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            super.beforeExecute(thread, task);
            ((CpuThread) thread).begunNanos = nanoTime.getAsLong();
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable failure) {
            backlog.ended(nanoTime.getAsLong() - ((CpuThread) Thread.currentThread()).begunNanos);
            super.afterExecute(task, failure);
        }
    }

    /** A thread that knows its pool. */
    private final class CpuThread extends Thread {

        /** Its own. */
        private long begunNanos;

        CpuThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }

        ComputePool pool() {
            return ComputePool.this;
        }
    }
}
