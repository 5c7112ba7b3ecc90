package dev.outrank.config.rollout;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the conductor look again and again, from the start of the server to its end. */
final class RolloutRounds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RolloutRounds.class);

    private final RolloutConductor conductor;
    private final ScheduledExecutorService rounds = new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("rollouts").unstarted(task));

    RolloutRounds(RolloutConductor conductor, Duration interval) {
        this.conductor = conductor;
        var _ = rounds.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            conductor.look();
        } catch (Throwable e) {
            // Errors too: the executor would never look again, and say nothing.
            log.warn("Rollouts could not be looked at; the next round tries again: {}", e.toString());
        }
    }

    /** Ends with the round that is on its way: the database is closed after it. */
    @Override
    public void close() {
        rounds.close();
    }
}
