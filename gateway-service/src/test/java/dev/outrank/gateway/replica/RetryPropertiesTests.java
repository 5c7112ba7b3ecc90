package dev.outrank.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class RetryPropertiesTests {

    private static RetryProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.gateway.retry", RetryProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new RetryProperties(true));
    }

    @Test
    void bindsTheseNames() {
        assertThat(bind(Map.of("outrank.gateway.retry.enabled", "false"))).isEqualTo(new RetryProperties(false));
    }
}
