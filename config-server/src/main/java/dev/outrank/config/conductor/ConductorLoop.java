package dev.outrank.config.conductor;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Conducts on a thread of its own, again and again, and at once when it is woken. Thread-safe. */
public final class ConductorLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConductorLoop.class);

    /** Rounds between two tidyings. */
    private static final int TIDY_ROUNDS = 600;

    /** As long as the database may take for a statement, and more. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Conductor conductor;
    private final Duration interval;
    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable Thread thread;

    ConductorLoop(Conductor conductor, Duration interval) {
        this.conductor = conductor;
        this.interval = interval;
    }

    /** Conducts soon, since there is news. Never blocks. */
    public void wake() {
        news.release();
    }

    @Override
    public void start() {
        conductor.listenAnew();
        // It goes on for as long as it is the field's: so the field comes first.
        Thread conducting = Thread.ofVirtual().name("conductor").unstarted(this::run);
        thread = conducting;
        conducting.start();
    }

    /** Ends after what is being written: an interrupt would have H2 close its file under all others. */
    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        wake();
        try {
            if (!running.join(PATIENCE)) {
                log.warn("The conductor has not ended after {}; not waiting for it", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        for (int round = 1; thread == Thread.currentThread(); round++) {
            try {
                conductor.conduct();
                if (round % TIDY_ROUNDS == 0) {
                    conductor.tidy();
                }
            } catch (Throwable e) {
                // Errors too: nobody else would ever go on.
                log.warn("What follows from the reports is not known at present: {}", e.toString());
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (news.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                // All that was said until now is read next.
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
