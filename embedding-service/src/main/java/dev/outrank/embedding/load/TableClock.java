package dev.outrank.embedding.load;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Has the meters of tables say each second what came in it, and each minute which tables they are. */
final class TableClock implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(TableClock.class);

    private static final int SECONDS_A_MINUTE = 60;

    private final TableLoads loads;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("table-meters").factory());

    /** The thread's own. */
    private int seconds;

    TableClock(TableLoads loads) {
        this.loads = loads;
    }

    /** Begins. */
    TableClock ticking() {
        var _ = thread.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    private void tick() {
        try {
            seconds = (seconds + 1) % SECONDS_A_MINUTE;
            if (seconds == 0) {
                loads.endMinute();
            } else {
                loads.publish();
            }
        } catch (RuntimeException failure) {
            log.error("The meters of tables could not be told", failure);
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
