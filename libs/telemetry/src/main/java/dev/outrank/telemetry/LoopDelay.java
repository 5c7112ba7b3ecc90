package dev.outrank.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/**
 * How late event loops begin what is due. That is where requests wait that no queue of ours holds: in sockets that a loop has not come to, and for a processor that others
 * use. Each loop gives itself a task now and then, and looks how late it is; of one that hangs nothing is heard until it does no more. Safe for use by many threads; the loops are not owned.
 */
public final class LoopDelay implements AutoCloseable {

    /** Of the averages. */
    private static final double MEMORY_NANOS = Duration.ofMillis(100).toNanos();

    private final long periodNanos;
    private final LongConsumer delays;
    private final List<Probe> probes = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Begins to look.
     *
     * @param period between two tasks of a loop
     * @param delays told each delay in nanoseconds, on the loop
     */
    public LoopDelay(EventExecutorGroup loops, Duration period, LongConsumer delays) {
        this.periodNanos = period.toNanos();
        this.delays = delays;
        loops.forEach(loop -> probes.add(new Probe(loop)));
        probes.forEach(Probe::next);
    }

    /** Looks at the loops of this process's servers, and records what it sees as {@link SharedMetric#LOOP_DELAY}. */
    public static LoopDelay ofServer(ReactorResourceFactory resources, Duration period, MeterRegistry registry) {
        Timer timer = Timer.builder(SharedMetric.LOOP_DELAY.meterName())
                .description(SharedMetric.LOOP_DELAY.description())
                .register(registry);
        return new LoopDelay(
                Objects.requireNonNull(resources.getLoopResources(), "loops").onServer(LoopResources.DEFAULT_NATIVE),
                period,
                nanos -> timer.record(nanos, TimeUnit.NANOSECONDS));
    }

    /** Returns the mean delay over all loops and the last tenth of a second, in nanoseconds. */
    public double meanNanos() {
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
                dueNanos = System.nanoTime() + periodNanos;
                var _ = loop.schedule(this, periodNanos, TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            double weight = -Math.expm1((lastNanos - now) / MEMORY_NANOS);
            lastNanos = now;
            double before = meanNanos;
            meanNanos = before + weight * (now - dueNanos - before);
            delays.accept(now - dueNanos);
            next();
        }
    }
}
