package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class WatchPropertiesTests {

    private static WatchProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.registry.watch", WatchProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new WatchProperties(Duration.ofMillis(200), Duration.ofSeconds(10)));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.registry.watch.interval", "1s",
                        "outrank.registry.watch.heartbeat", "2s")))
                .isEqualTo(new WatchProperties(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }
}
