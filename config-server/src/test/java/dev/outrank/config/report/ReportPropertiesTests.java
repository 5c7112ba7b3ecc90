package dev.outrank.config.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ReportPropertiesTests {

    private static ReportProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.registry", ReportProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ReportProperties(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of("outrank.registry.report-ttl", "3s", "outrank.registry.report-settling", "5s")))
                .isEqualTo(new ReportProperties(Duration.ofSeconds(3), Duration.ofSeconds(5)));
    }
}
