package dev.outrank.gateway.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class DeadlinePropertiesTests {

    private static DeadlineProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.gateway.deadline", DeadlineProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new DeadlineProperties(
                        Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofMillis(20), Map.of()));
    }

    @Test
    void bindsTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.gateway.deadline.default-timeout",
                        "2s",
                        "outrank.gateway.deadline.max-timeout",
                        "3s",
                        "outrank.gateway.deadline.margin",
                        "4ms",
                        "outrank.gateway.deadline.models.clicks-v2",
                        "100ms")))
                .isEqualTo(new DeadlineProperties(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(4),
                        Map.of("clicks-v2", Duration.ofMillis(100))));
    }

    @Test
    void refusesADefaultAboveTheMaximum() {
        assertThatThrownBy(() ->
                        new DeadlineProperties(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO, Map.of()))
                .hasMessage("outrank.gateway.deadline.default-timeout: PT2S (expected: at most max-timeout, PT1S)");
    }

    @Test
    void refusesAModelsDefaultThatIsNoTimeOrAboveTheMaximum() {
        assertThatThrownBy(() -> ofModel(Duration.ZERO))
                .hasMessage("outrank.gateway.deadline.models.m: PT0S (expected: at least PT0.001S)");
        assertThatThrownBy(() -> ofModel(Duration.ofSeconds(9)))
                .hasMessage("outrank.gateway.deadline.models.m: PT9S (expected: at most max-timeout, PT2S)");
    }

    private static DeadlineProperties ofModel(Duration timeout) {
        return new DeadlineProperties(
                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO, Map.of("m", timeout));
    }
}
