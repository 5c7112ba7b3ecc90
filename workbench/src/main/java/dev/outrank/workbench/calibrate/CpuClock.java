package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The CPU time of a process. Not thread-safe. */
public final class CpuClock {

    /** Names of threads, cut at 15 characters: {@code C2 CompilerThread0}. */
    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");

    private final ProcessHandle process;
    private final Path threads;
    private final @Nullable Path leftOut;
    /** Decided once: readings of two clocks cannot be subtracted. */
    private final boolean byThread;

    private Map<Path, Long> known = Map.of();
    private long ended;

    /** Makes the clock of a process. */
    public CpuClock(ProcessHandle process) {
        this(process, null);
    }

    private CpuClock(ProcessHandle process, @Nullable Path leftOut) {
        this.process = process;
        this.leftOut = leftOut;
        String pid = String.valueOf(process.pid());
        this.threads = Path.of("/proc", pid, "task");
        this.byThread = Files.isReadable(threads.resolve(pid).resolve("schedstat"));
    }

    /** Makes the clock of this process without the thread that asks for it; of all its threads where the system does not keep them by thread. */
    static CpuClock ofOtherThreads() {
        Path self = Path.of("/proc/thread-self");
        try {
            return new CpuClock(ProcessHandle.current(), Files.exists(self) ? self.toRealPath() : null);
        } catch (IOException e) {
            throw new DependencyException(self + ": " + e + " (expected: this thread)", e);
        }
    }

    /**
     * Returns nanoseconds of all threads but those of the JIT compilers, which are done one day; of a thread that has ended as many as it had at the reading
     * before. Where the system does not keep them by thread compilers are in, and the steps are 10 ms.
     */
    public long nanos() {
        if (!byThread) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }
        Map<Path, Long> living = living();
        known.forEach((thread, nanos) -> {
            // Numbers of threads are given again.
            if (living.getOrDefault(thread, 0L) < nanos) {
                ended += nanos;
            }
        });
        known = living;
        return ended + living.values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<Path, Long> living() {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(threads)) {
            Map<Path, Long> living = new HashMap<>();
            for (Path task : tasks) {
                if (!task.equals(leftOut)) {
                    living.put(task, ofThread(task));
                }
            }
            return living;
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
