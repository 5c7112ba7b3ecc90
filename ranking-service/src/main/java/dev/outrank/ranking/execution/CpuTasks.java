package dev.outrank.ranking.execution;

import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.RankingRequest;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Runs the tasks of requests on CPU threads. Thread-safe. */
final class CpuTasks {

    private final ComputePool compute;

    CpuTasks(ComputePool compute) {
        this.compute = compute;
    }

    /** Runs a task here where this is a CPU thread already, else on one. */
    <T> Mono<T> here(RequestRun run, Supplier<T> task) {
        return Mono.defer(() -> {
            Mono<T> work = Mono.fromCallable(() -> begun(run, task));
            return compute.isCurrentThread() ? work : work.subscribeOn(compute.scheduler());
        });
    }

    /** Runs a task of a request on whichever CPU thread is free; {@code then} gets its result, {@code failed} what it throws. */
    <T> void elsewhere(
            RequestRun run, Supplier<@Nullable T> task, Consumer<@Nullable T> then, Consumer<Throwable> failed) {
        compute.scheduler().schedule(() -> {
            try {
                then.accept(begun(run, task));
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            }
        });
    }

    boolean isCurrentThread() {
        return compute.isCurrentThread();
    }

    private static <T> @Nullable T begun(RequestRun run, Supplier<? extends @Nullable T> task) {
        return whileHeld(run, () -> {
            requireTimeLeft(run.request());
            return task.get();
        });
    }

    static void requireTimeLeft(RankingRequest request) {
        if (request.deadline().expired()) {
            throw new DeadlineExceededException("deadline: passed before the request began (expected: time left)");
        }
    }

    /** Runs a task unless the request has ended already; then nobody listens, and null completes in silence. */
    static <T> @Nullable T whileHeld(RequestRun run, Supplier<? extends @Nullable T> task) {
        if (!run.hold()) {
            return null;
        }
        try {
            return task.get();
        } catch (RuntimeException e) {
            if (run.hasEnded()) {
                return null;
            }
            throw e;
        } finally {
            run.release();
        }
    }
}
