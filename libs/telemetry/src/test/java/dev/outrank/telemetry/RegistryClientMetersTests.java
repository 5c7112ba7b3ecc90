package dev.outrank.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RegistryClientMetersTests {

    @Test
    void showsTheRevisionAndTheAgeOfNow() {
        AtomicLong revision = new AtomicLong();
        AtomicLong seconds = new AtomicLong(2);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new RegistryClientMeters(revision::get, () -> Duration.ofSeconds(seconds.get())).bindTo(registry);

        assertThat(registry.get("outrank.registry.client.revision").gauge().value())
                .isZero();
        assertThat(registry.get("outrank.registry.client.age").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(2);
        revision.set(12);
        seconds.set(30);
        assertThat(registry.get("outrank.registry.client.revision").gauge().value())
                .isEqualTo(12);
        assertThat(registry.get("outrank.registry.client.age").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(30);
    }
}
