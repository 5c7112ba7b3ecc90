package dev.outrank.workbench.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that this stack started, as a later command can find it again.
 *
 * @param name of the service, or {@code supervisor}
 * @param pid the process id, which the system may have given to another process since
 * @param startedAtMillis when the process started, in milliseconds since the epoch; tells it from that other process
 * @param port where it serves, 0 for the supervisor
 */
record RecordedProcess(String name, long pid, long startedAtMillis, int port) {

    /** The system derives start instants from its clock, which may have been adjusted between two looks. */
    private static final Duration CLOCK_DRIFT = Duration.ofSeconds(2);

    static RecordedProcess of(String name, ProcessHandle process, int port) {
        long startedAt = process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
        return new RecordedProcess(name, process.pid(), startedAt, port);
    }

    /** Returns the process if it still runs and is the recorded one. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::startedThen);
    }

    private boolean startedThen(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Math.abs(start.toEpochMilli() - startedAtMillis) <= CLOCK_DRIFT.toMillis())
                .orElse(false);
    }
}
