package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class RolloutPropertiesTests {

    private static RolloutProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.registry.rollout", RolloutProperties.class);
    }

    @Test
    void hasThisDefault() {
        assertThat(bind(Map.of())).isEqualTo(new RolloutProperties(Duration.ofSeconds(1)));
    }

    @Test
    void takesThisName() {
        assertThat(bind(Map.of("outrank.registry.rollout.interval", "50ms")).interval())
                .isEqualTo(Duration.ofMillis(50));
    }
}
