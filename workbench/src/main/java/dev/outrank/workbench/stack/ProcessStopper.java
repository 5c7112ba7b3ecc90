package dev.outrank.workbench.stack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends processes: asks first, then forces. */
final class ProcessStopper {

    /** After this a process that ignores the kind way is killed. */
    static final Duration GRACE = Duration.ofSeconds(12);

    private static final Duration FORCED = Duration.ofSeconds(10);

    private ProcessStopper() {}

    /** Ends all, in order; returns when none is left or the system does not end them even by force. */
    static void stop(List<ProcessHandle> processes, Duration grace) {
        processes.forEach(ProcessHandle::destroy);
        if (!awaitExit(processes, grace)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            awaitExit(processes, FORCED);
        }
    }

    private static boolean awaitExit(List<ProcessHandle> processes, Duration timeout) {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(exits)
                .handle((done, failure) -> true)
                .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
