package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

final class HttpPropertiesTests {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new HttpProperties(
                        DataSize.ofMegabytes(16),
                        DataSize.ofMegabytes(128),
                        DataSize.ofMegabytes(64),
                        10_000,
                        2_000_000,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60)));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.ranking.http.max-body-size", "1KB",
                        "outrank.ranking.http.max-held-bodies", "6KB",
                        "outrank.ranking.http.idle-arrays", "7KB",
                        "outrank.ranking.http.max-candidates", "2",
                        "outrank.ranking.http.max-ids", "3",
                        "outrank.ranking.http.default-timeout", "4ms",
                        "outrank.ranking.http.max-timeout", "5ms")))
                .isEqualTo(new HttpProperties(
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(6),
                        DataSize.ofKilobytes(7),
                        2,
                        3,
                        Duration.ofMillis(4),
                        Duration.ofMillis(5)));
    }

    @Test
    void refusesToHoldLessThanOneBody() {
        assertThatThrownBy(() -> bind(Map.of("outrank.ranking.http.max-held-bodies", "15MB")))
                .hasRootCauseMessage(
                        "outrank.ranking.http.max-held-bodies: 15728640B (expected: at least max-body-size, 16777216B)");
    }

    private static HttpProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.ranking.http", Bindable.of(HttpProperties.class));
    }
}
