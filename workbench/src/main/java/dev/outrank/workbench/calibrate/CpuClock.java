package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** The CPU time of a process. */
public final class CpuClock {

    /** Names of threads, cut at 15 characters: {@code C2 CompilerThread0}. */
    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");

    private final ProcessHandle process;
    private final Path threads;
    /** Decided once: readings of two clocks cannot be subtracted. */
    private final boolean byThread;

    /** Makes the clock of a process. */
    public CpuClock(ProcessHandle process) {
        this.process = process;
        String pid = String.valueOf(process.pid());
        this.threads = Path.of("/proc", pid, "task");
        this.byThread = Files.isReadable(threads.resolve(pid).resolve("schedstat"));
    }

    /**
     * Returns nanoseconds of all threads that live, but those of the JIT compilers, which are done one day. Where the system does not keep them by thread they
     * are in, and the steps are 10 ms.
     */
    public long nanos() {
        if (!byThread) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(threads)) {
            long nanos = 0;
            for (Path task : tasks) {
                nanos += ofThread(task);
            }
            return nanos;
        } catch (IOException e) {
            throw new DependencyException(threads + ": " + e + " (expected: the threads of a process that lives)", e);
        }
    }

    /** Returns the first number of {@code schedstat}, time on a CPU; 0 of a thread that ended meanwhile. */
    private static long ofThread(Path task) {
        try {
            if (COMPILER.matcher(Files.readString(task.resolve("comm"))).lookingAt()) {
                return 0;
            }
            String line = Files.readString(task.resolve("schedstat"));
            return Long.parseLong(line.substring(0, line.indexOf(' ')));
        } catch (IOException e) {
            return 0;
        }
    }
}
