package dev.outrank.ranking.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

final class DrainBeforeStopTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void drainsAtOnceAndStopsWhenTheTimeIsOver() {
        DrainBeforeStop drain = new DrainBeforeStop(Duration.ofMillis(50));
        drain.start();
        assertThat(drain.isRunning()).isTrue();
        assertThat(drain.isDraining()).isFalse();
        AtomicBoolean stopped = new AtomicBoolean();
        drain.stop(() -> stopped.set(true));
        assertThat(drain.isDraining()).isTrue();
        await().atMost(PATIENCE).untilTrue(stopped);
    }

    @Test
    void doesNotStopBeforeTheTimeIsOver() {
        AtomicBoolean stopped = new AtomicBoolean();
        new DrainBeforeStop(Duration.ofDays(1)).stop(() -> stopped.set(true));
        assertThat(stopped).isFalse();
    }

    @Test
    void stopsAtOnceWithoutATime() {
        AtomicBoolean stopped = new AtomicBoolean();
        new DrainBeforeStop(Duration.ZERO).stop(() -> stopped.set(true));
        assertThat(stopped).isTrue();
    }

    @Test
    void stopsBeforeTheWebServer() {
        assertThat(new DrainBeforeStop(Duration.ZERO).getPhase())
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }
}
