package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.artifact.S3Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class PullPropertiesTests {

    private static PullProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.registry.pull", PullProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new PullProperties(Duration.ofSeconds(10), S3Settings.amazon()));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.registry.pull.timeout", "5s",
                        "outrank.registry.pull.s3.endpoint", "http://minio:9000",
                        "outrank.registry.pull.s3.region", "eu-central-1",
                        "outrank.registry.pull.s3.path-style", "true",
                        "outrank.registry.pull.s3.anonymous", "true")))
                .isEqualTo(new PullProperties(
                        Duration.ofSeconds(5),
                        new S3Settings(URI.create("http://minio:9000"), "eu-central-1", true, true)));
    }
}
