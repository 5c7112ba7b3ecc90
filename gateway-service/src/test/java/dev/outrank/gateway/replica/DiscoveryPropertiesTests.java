package dev.outrank.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class DiscoveryPropertiesTests {

    private static DiscoveryProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.gateway.discovery", DiscoveryProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new DiscoveryProperties(new DiscoveryProperties.Dns(null, 8100, Duration.ofSeconds(1))));
    }

    @Test
    void bindsTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.gateway.discovery.dns.host", "{service}.test",
                        "outrank.gateway.discovery.dns.port", "9",
                        "outrank.gateway.discovery.dns.timeout", "2s")))
                .isEqualTo(new DiscoveryProperties(
                        new DiscoveryProperties.Dns("{service}.test", 9, Duration.ofSeconds(2))));
    }
}
