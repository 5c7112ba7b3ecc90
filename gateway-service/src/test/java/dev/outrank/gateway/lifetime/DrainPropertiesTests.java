package dev.outrank.gateway.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class DrainPropertiesTests {

    private static DrainProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.gateway.http", DrainProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new DrainProperties(Duration.ZERO));
    }

    @Test
    void bindsTheseNames() {
        assertThat(bind(Map.of("outrank.gateway.http.drain", "3s")))
                .isEqualTo(new DrainProperties(Duration.ofSeconds(3)));
    }

    @Test
    void refusesANegativeTime() {
        assertThatThrownBy(() -> new DrainProperties(Duration.ofSeconds(-1)))
                .hasMessage("outrank.gateway.http.drain: PT-1S (expected: >= 0)");
    }
}
