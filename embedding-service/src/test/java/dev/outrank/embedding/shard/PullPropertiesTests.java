package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.artifact.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

final class PullPropertiesTests {

    private static PullProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.embedding.pull", PullProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        PullProperties properties = bind(Map.of());
        assertThat(properties)
                .isEqualTo(new PullProperties(
                        Path.of(".outrank/embedding/cache"),
                        DataSize.ofGigabytes(64),
                        Duration.ofSeconds(30),
                        S3Settings.amazon()));
    }

    @Test
    void hasTheseNames() {
        PullProperties properties = bind(Map.of(
                "outrank.embedding.pull.cache", "/cache",
                "outrank.embedding.pull.max-size", "2GB",
                "outrank.embedding.pull.timeout", "5s",
                "outrank.embedding.pull.s3.endpoint", "http://minio:9000",
                "outrank.embedding.pull.s3.region", "eu-central-1",
                "outrank.embedding.pull.s3.path-style", "true",
                "outrank.embedding.pull.s3.anonymous", "true"));
        assertThat(properties.cache()).isEqualTo(Path.of("/cache"));
        assertThat(properties.maxSize()).isEqualTo(DataSize.ofGigabytes(2));
        assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.s3())
                .isEqualTo(new S3Settings(URI.create("http://minio:9000"), "eu-central-1", true, true));
    }

    @Test
    void refusesACacheOfNothing() {
        assertThatThrownBy(() -> bind(Map.of("outrank.embedding.pull.max-size", "0B")))
                .rootCause()
                .hasMessageContaining("max-size: 0B (expected: more than nothing)");
    }
}
