package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.memory.ReadAdvice;
import dev.outrank.embedding.PropertiesBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

final class ShardPropertiesTests {

    private static final String SHARD = "outrank.embedding.shard";

    @EnableConfigurationProperties(ShardProperties.class)
    static final class Properties {}

    @Test
    void hasTheseDefaults() {
        ShardProperties properties = bind(Map.of(SHARD, "0"));

        assertThat(properties)
                .isEqualTo(new ShardProperties(
                        0,
                        "auto",
                        true,
                        MemoryMode.AUTO,
                        ReadAdvice.RANDOM,
                        true,
                        false,
                        null,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10)));
        assertThat(properties.memorySettings())
                .isEqualTo(new MemorySettings(MemoryMode.AUTO, ReadAdvice.RANDOM, true, false));
        assertThat(properties.loadRetries()).isEqualTo(new LoadRetries(Duration.ofSeconds(10), Duration.ofMinutes(10)));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        SHARD,
                        "3",
                        "outrank.embedding.kernels",
                        "scalar",
                        "outrank.embedding.verify-checksums",
                        "false",
                        "outrank.embedding.memory",
                        "mapped",
                        "outrank.embedding.read-advice",
                        "will-need",
                        "outrank.embedding.pre-touch",
                        "false",
                        "outrank.embedding.lock",
                        "true",
                        "outrank.embedding.memory-limit",
                        "6GB",
                        "outrank.embedding.load-retry-interval",
                        "4s",
                        "outrank.embedding.load-retry-max-interval",
                        "5s")))
                .isEqualTo(new ShardProperties(
                        3,
                        "scalar",
                        false,
                        MemoryMode.MAPPED,
                        ReadAdvice.WILL_NEED,
                        false,
                        true,
                        DataSize.ofGigabytes(6),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5)));
        assertThat(ShardProperties.class.getRecordComponents()).hasSize(10);
    }

    @Test
    void doesNotStartWithoutAShard() {
        new ApplicationContextRunner().withUserConfiguration(Properties.class).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(BindValidationException.class)
                .hasMessageContaining("--outrank.embedding.shard=<index>"));
    }

    @Test
    void doesNotStartWithANegativeShard() {
        new ApplicationContextRunner()
                .withUserConfiguration(Properties.class)
                .withPropertyValues(SHARD + "=-1")
                .run(context -> assertThat(context).hasFailed());
    }

    private static ShardProperties bind(Map<String, String> properties) {
        return PropertiesBinding.bind("outrank.embedding", ShardProperties.class, properties);
    }
}
