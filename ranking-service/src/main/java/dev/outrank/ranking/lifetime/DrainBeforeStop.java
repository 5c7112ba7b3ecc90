package dev.outrank.ranking.lifetime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The time between being told to stop and stopping, in which whoever sends requests here learns that this instance is not ready, and sends them elsewhere;
 * what still comes is served. Thread-safe.
 *
 * <p>Stops in the first of all phases, so that the web server, and everything that requests need, go on until the time is over.
 */
public final class DrainBeforeStop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DrainBeforeStop.class);

    private final Duration time;
    private volatile boolean running;
    private volatile boolean draining;

    /** Drains for {@code time}; with zero only new answers say that this instance is about to stop. */
    public DrainBeforeStop(Duration time) {
        this.time = time;
    }

    /** Returns whether this instance was told to stop. */
    public boolean isDraining() {
        return draining;
    }

    @Override
    public void start() {
        draining = false;
        running = true;
    }

    @Override
    public void stop() {
        draining = true;
        running = false;
    }

    @Override
    public void stop(Runnable callback) {
        stop();
        if (time.isZero()) {
            callback.run();
            return;
        }
        log.info("Drains for {} before it stops", time);
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS).execute(callback);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
