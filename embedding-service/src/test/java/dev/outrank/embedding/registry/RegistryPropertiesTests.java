package dev.outrank.embedding.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.embedding.PropertiesBinding;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RegistryPropertiesTests {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new RegistryProperties(
                        URI.create("http://127.0.0.1:8888"),
                        Path.of(".outrank/embedding/last-known-good.json"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        null));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.registry.url", "https://registry:1",
                        "outrank.registry.last-known-good", "copy.json",
                        "outrank.registry.poll-interval", "2s",
                        "outrank.registry.timeout", "3s",
                        "outrank.registry.instance", "me")))
                .isEqualTo(new RegistryProperties(
                        URI.create("https://registry:1"),
                        Path.of("copy.json"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        "me"));
        assertThat(RegistryProperties.class.getRecordComponents()).hasSize(5);
    }

    private static RegistryProperties bind(Map<String, String> properties) {
        return PropertiesBinding.bind("outrank.registry", RegistryProperties.class, properties);
    }
}
