package dev.outrank.gateway.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

final class DrainTests {

    private final AtomicBoolean over = new AtomicBoolean();

    private static Drain serving(Duration time) {
        Drain drain = new Drain(time);
        drain.start();
        return drain;
    }

    @Test
    void stopsBeforeTheServerDoes() {
        assertThat(new Drain(Duration.ZERO).getPhase())
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }

    @Test
    void isOverAtOnceWhenNoTimeIsGiven() {
        Drain drain = serving(Duration.ZERO);

        drain.stop(() -> over.set(true));

        assertThat(over).isTrue();
        assertThat(drain.isDraining()).isTrue();
    }

    @Test
    void drainsUntilItsTimeIsUp() {
        Drain drain = serving(Duration.ofHours(1));
        assertThat(drain.isDraining()).isFalse();
        assertThat(drain.isRunning()).isTrue();

        drain.stop(() -> over.set(true));

        assertThat(drain.isDraining()).isTrue();
        assertThat(drain.isRunning()).isFalse();
        assertThat(over).isFalse();
    }

    @Test
    void callsBackWhenItsTimeIsUp() {
        serving(Duration.ofMillis(20)).stop(() -> over.set(true));

        await().atMost(Duration.ofSeconds(30)).untilTrue(over);
    }
}
