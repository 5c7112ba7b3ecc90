package dev.outrank.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ReplicasPropertiesTests {

    private static ReplicasProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.gateway.replicas", ReplicasProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ReplicasProperties(
                        new ReplicasProperties.Breaker(50, 10, 50, Duration.ofSeconds(2)),
                        new ReplicasProperties.Ejection(
                                3,
                                Duration.ofMillis(20),
                                20,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(30),
                                50),
                        new ReplicasProperties.Readiness(true, Duration.ofSeconds(1), Duration.ofSeconds(1))));
    }

    @Test
    void bindsTheseNames() {
        assertThat(bind(Map.ofEntries(
                        Map.entry("outrank.gateway.replicas.breaker.window", "9"),
                        Map.entry("outrank.gateway.replicas.breaker.minimum-calls", "8"),
                        Map.entry("outrank.gateway.replicas.breaker.failure-percent", "7"),
                        Map.entry("outrank.gateway.replicas.breaker.open", "6s"),
                        Map.entry("outrank.gateway.replicas.ejection.slow-factor", "1.5"),
                        Map.entry("outrank.gateway.replicas.ejection.slow-at-least", "5ms"),
                        Map.entry("outrank.gateway.replicas.ejection.minimum-calls", "4"),
                        Map.entry("outrank.gateway.replicas.ejection.silent-after", "3s"),
                        Map.entry("outrank.gateway.replicas.ejection.first", "2s"),
                        Map.entry("outrank.gateway.replicas.ejection.longest", "11s"),
                        Map.entry("outrank.gateway.replicas.ejection.most-percent", "0"),
                        Map.entry("outrank.gateway.replicas.readiness.enabled", "false"),
                        Map.entry("outrank.gateway.replicas.readiness.period", "12s"),
                        Map.entry("outrank.gateway.replicas.readiness.timeout", "13ms"))))
                .isEqualTo(new ReplicasProperties(
                        new ReplicasProperties.Breaker(9, 8, 7, Duration.ofSeconds(6)),
                        new ReplicasProperties.Ejection(
                                1.5,
                                Duration.ofMillis(5),
                                4,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(11),
                                0),
                        new ReplicasProperties.Readiness(false, Duration.ofSeconds(12), Duration.ofMillis(13))));
    }

    @Test
    void refusesAMinimumThatTheWindowCannotHold() {
        assertThatThrownBy(() -> new ReplicasProperties.Breaker(9, 10, 50, Duration.ofSeconds(1)))
                .hasMessage("outrank.gateway.replicas.breaker.minimum-calls: 10 (expected: at most window, 9)");
    }

    @Test
    void refusesALongestTimeBelowTheFirst() {
        assertThatThrownBy(() -> bind(Map.of("outrank.gateway.replicas.ejection.longest", "1s")))
                .rootCause()
                .hasMessage("outrank.gateway.replicas.ejection.longest: PT1S (expected: at least first, PT2S)");
    }
}
