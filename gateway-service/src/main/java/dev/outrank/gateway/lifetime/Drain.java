package dev.outrank.gateway.lifetime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Holds the web server's stop back for a while. Safe for use by many threads.
 *
 * <p>Spring Boot declares the gateway not ready before it stops any lifecycle, so nothing is left to say here.
 */
final class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    /** Higher phases stop first: just above that in which the web server takes no more and ends its requests. */
    private static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;

    private enum State {
        STOPPED,
        SERVING,
        DRAINING
    }

    private final Duration time;
    private volatile State state = State.STOPPED;

    Drain(Duration time) {
        this.time = time;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void start() {
        state = State.SERVING;
    }

    @Override
    public void stop(Runnable callback) {
        state = State.DRAINING;
        if (time.isZero()) {
            callback.run();
            return;
        }
        log.info("Draining for {} ms before the server stops.", time.toMillis());
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS).execute(callback);
    }

    @Override
    public void stop() {
        state = State.DRAINING;
    }

    @Override
    public boolean isRunning() {
        return state == State.SERVING;
    }

    /** Returns whether the gateway is about to go. */
    boolean isDraining() {
        return state == State.DRAINING;
    }
}
