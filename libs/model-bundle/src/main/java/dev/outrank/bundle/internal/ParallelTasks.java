package dev.outrank.bundle.internal;

import dev.outrank.bundle.failure.InternalException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs tasks on as many threads as there are cores, and stops at the first failure. */
public final class ParallelTasks {

    private ParallelTasks() {}

    /**
     * Runs every task and returns their results in the order of the tasks. After a failure no further task begins, those that run are
     * awaited, and the first failure is thrown.
     */
    public static <T> List<T> run(List<? extends Callable<T>> tasks) {
        int threads = Math.max(1, Math.min(tasks.size(), Runtime.getRuntime().availableProcessors()));
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Callable<T>> guarded = new ArrayList<>(tasks.size());
        tasks.forEach(task -> guarded.add(() -> callUnlessFailed(task, failure)));
        try (ExecutorService executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("outrank-file-", 0).daemon().factory())) {
            List<Future<T>> futures = executor.invokeAll(guarded);
            rethrow(failure.get());
            List<T> results = new ArrayList<>(futures.size());
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InternalException("interrupted while working on files (expected: to be left to finish)", e);
        } catch (ExecutionException e) {
            throw new InternalException("a task on files failed: " + e.getMessage(), e);
        }
    }

    private static <T> T callUnlessFailed(Callable<T> task, AtomicReference<@Nullable Throwable> failure)
            throws Exception {
        if (failure.get() != null) {
            throw new InternalException("not begun (expected: no failure of another task before)");
        }
        try {
            return task.call();
        } catch (Exception | Error e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case Exception checked ->
                throw new InternalException("a task on files failed: " + checked.getMessage(), checked);
            case Throwable other -> throw new InternalException("a task on files failed", other);
        }
    }
}
