package dev.outrank.gateway.admission;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How late event loops begin what is due. That is where requests wait that no queue of ours holds: in sockets that a loop has not come to, and for a processor that others
 * use. Each loop gives itself a task now and then, and looks how late it is; of one that hangs nothing is heard until it does no more. Safe for use by many threads; the loops are not owned.
 */
final class LoopDelay implements AutoCloseable {

    private static final long PERIOD_NANOS = Duration.ofMillis(10).toNanos();

    /** Of the averages. */
    private static final double MEMORY_NANOS = Duration.ofMillis(100).toNanos();

    private final List<Probe> probes = new ArrayList<>();
    private volatile boolean closed;

    /** Begins to look. */
    LoopDelay(EventExecutorGroup loops) {
        loops.forEach(loop -> probes.add(new Probe(loop)));
        probes.forEach(Probe::next);
    }

    /** Returns the mean delay over all loops and the last tenth of a second. */
    double meanNanos() {
        return probes.stream().mapToDouble(probe -> probe.meanNanos).average().orElse(0);
    }

    /** Looks no more. */
    @Override
    public void close() {
        closed = true;
    }

    /** Of one loop, whose thread alone writes. */
    private final class Probe implements Runnable {

        private final EventExecutor loop;
        private long dueNanos;
        private long lastNanos = System.nanoTime();
        private volatile double meanNanos;

        Probe(EventExecutor loop) {
            this.loop = loop;
        }

        private void next() {
            if (!closed && !loop.isShuttingDown()) {
                dueNanos = System.nanoTime() + PERIOD_NANOS;
                var _ = loop.schedule(this, PERIOD_NANOS, TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            double weight = -Math.expm1((lastNanos - now) / MEMORY_NANOS);
            lastNanos = now;
            double before = meanNanos;
            meanNanos = before + weight * (now - dueNanos - before);
            next();
        }
    }
}
