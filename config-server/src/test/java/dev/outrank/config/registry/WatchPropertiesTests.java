package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class WatchPropertiesTests {

    private static WatchProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.registry.watch", WatchProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new WatchProperties(Duration.ofMillis(200), Duration.ofSeconds(10), 1000));
    }

    @ParameterizedTest
    @CsvSource({"2s, 2s", "1s, 11s"})
    void refusesTimesThatWouldEndEveryWatch(String interval, String heartbeat) {
        assertThatThrownBy(() -> bind(Map.of(
                        "outrank.registry.watch.interval", interval, "outrank.registry.watch.heartbeat", heartbeat)))
                .rootCause()
                .hasMessageContaining("expected: interval < heartbeat");
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.registry.watch.interval", "1s",
                        "outrank.registry.watch.heartbeat", "2s",
                        "outrank.registry.watch.most", "7")))
                .isEqualTo(new WatchProperties(Duration.ofSeconds(1), Duration.ofSeconds(2), 7));
    }
}
