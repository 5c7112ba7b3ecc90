package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.embedding.PropertiesBinding;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class LookupPropertiesTests {

    @Test
    void hasTheseDefaults() {
        LookupProperties properties = bind(Map.of());

        assertThat(properties)
                .isEqualTo(new LookupProperties(DataSize.ofMegabytes(16), DataSize.ofMegabytes(64), 0, 256));
        assertThat(properties.threadCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(properties.maxFrameLength()).isEqualTo(16 << 20);
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.embedding.max-frame-bytes", "1KB",
                        "outrank.embedding.max-answer-bytes", "2KB",
                        "outrank.embedding.threads", "3",
                        "outrank.embedding.queue-capacity", "4")))
                .isEqualTo(new LookupProperties(DataSize.ofKilobytes(1), DataSize.ofKilobytes(2), 3, 4));
        assertThat(LookupProperties.class.getRecordComponents()).hasSize(4);
    }

    private static LookupProperties bind(Map<String, String> properties) {
        return PropertiesBinding.bind("outrank.embedding", LookupProperties.class, properties);
    }
}
