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
                        Map.of(),
                        Duration.ofSeconds(60),
                        Duration.ZERO));
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
                        "outrank.ranking.http.timeouts.clicks", "3ms",
                        "outrank.ranking.http.max-timeout", "5ms",
                        "outrank.ranking.http.drain", "8s")))
                .isEqualTo(new HttpProperties(
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(6),
                        DataSize.ofKilobytes(7),
                        2,
                        3,
                        Duration.ofMillis(4),
                        Map.of("clicks", Duration.ofMillis(3)),
                        Duration.ofMillis(5),
                        Duration.ofSeconds(8)));
    }

    @Test
    void refusesToHoldLessThanOneBody() {
        assertThatThrownBy(() -> bind(Map.of("outrank.ranking.http.max-held-bodies", "15MB")))
                .hasRootCauseMessage(
                        "outrank.ranking.http.max-held-bodies: 15728640B (expected: at least max-body-size, 16777216B)");
    }

    @Test
    void refusesTimesThatMakeNoSense() {
        assertThatThrownBy(() -> bind(Map.of("outrank.ranking.http.default-timeout", "0s")))
                .hasRootCauseMessage("outrank.ranking.http.default-timeout: PT0S"
                        + " (expected: more than zero, at most max-timeout, PT1M)");
        assertThatThrownBy(() -> bind(Map.of("outrank.ranking.http.timeouts.clicks", "61s")))
                .hasRootCauseMessage("outrank.ranking.http.timeouts.clicks: PT1M1S"
                        + " (expected: more than zero, at most max-timeout, PT1M)");
        assertThatThrownBy(() -> bind(Map.of("outrank.ranking.http.drain", "-1s")))
                .hasRootCauseMessage("outrank.ranking.http.drain: PT-1S (expected: at least 0s)");
    }

    private static HttpProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.ranking.http", Bindable.of(HttpProperties.class));
    }
}
