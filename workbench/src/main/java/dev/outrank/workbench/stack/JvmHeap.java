package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heap of a service's JVM.
 *
 * @param collector who empties it
 * @param megabytes its limit, at least 16
 * @param log where collections and safepoints are logged, a line each with the JVM's uptime; null for nowhere
 */
public record JvmHeap(
        Collector collector, int megabytes, @Nullable Path log) {

    private static final int LEAST_MEGABYTES = 16;

    public JvmHeap {
        if (megabytes < LEAST_MEGABYTES) {
            throw new CallerException("heap: " + megabytes + " MB (expected: at least " + LEAST_MEGABYTES + ")");
        }
    }

    /** Returns a heap that is not logged. */
    public static JvmHeap of(Collector collector, int megabytes) {
        return new JvmHeap(collector, megabytes, null);
    }

    /** Returns the same heap with a log, one file however long it gets. */
    public JvmHeap loggedTo(Path file) {
        return new JvmHeap(collector, megabytes, file);
    }

    /** Returns the JVM's flags. */
    List<String> flags() {
        List<String> flags = new ArrayList<>(List.of("-Xmx" + megabytes + "m", collector.flag()));
        if (log != null) {
            flags.add("-Xlog:gc,safepoint:file=\"" + log + "\":uptime:filecount=0");
        }
        return flags;
    }
}
