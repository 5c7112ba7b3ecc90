package dev.outrank.workbench.replay;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends the intervals of a run, one a second. */
final class Ticker implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Traffic traffic;
    private final RunListener listener;
    private final long beginNanos;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("ticker").unstarted(task));

    private final ScheduledFuture<?> ticks;

    Ticker(Traffic traffic, RunListener listener, long beginNanos) {
        this.traffic = traffic;
        this.listener = listener;
        this.beginNanos = beginNanos;
        this.ticks = timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private void tick() {
        Measurements measurements = traffic.measurements();
        listener.tick(
                measurements.tick(),
                (traffic.clock().nanos() - beginNanos) / NANOS_PER_SECOND,
                measurements.errors().total(),
                traffic.inFlight());
    }

    /** Ends the last interval. */
    void end() {
        close();
        tick();
    }

    @Override
    public void close() {
        ticks.cancel(false);
        timer.close();
    }
}
