package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.embedding.PropertiesBinding;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShardPropertiesTests {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ShardProperties(0, "auto", true));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.embedding.shard", "3",
                        "outrank.embedding.kernels", "scalar",
                        "outrank.embedding.verify-checksums", "false")))
                .isEqualTo(new ShardProperties(3, "scalar", false));
        assertThat(ShardProperties.class.getRecordComponents()).hasSize(3);
    }

    private static ShardProperties bind(Map<String, String> properties) {
        return PropertiesBinding.bind("outrank.embedding", ShardProperties.class, properties);
    }
}
