package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.embedding.PropertiesBinding;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

final class LookupPropertiesTests {

    @Test
    void hasTheseDefaults() {
        LookupProperties properties = bind(Map.of());

        assertThat(properties)
                .isEqualTo(new LookupProperties(
                        DataSize.ofMegabytes(16), DataSize.ofMegabytes(64), DataSize.ofMegabytes(256), 0, 256));
        assertThat(properties.threadCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(properties.maxFrameLength()).isEqualTo(16 << 20);
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.embedding.max-frame-bytes", "1KB",
                        "outrank.embedding.max-answer-bytes", "2KB",
                        "outrank.embedding.max-held-bytes", "3KB",
                        "outrank.embedding.threads", "3",
                        "outrank.embedding.queue-capacity", "4")))
                .isEqualTo(new LookupProperties(
                        DataSize.ofKilobytes(1), DataSize.ofKilobytes(2), DataSize.ofKilobytes(3), 3, 4));
        assertThat(LookupProperties.class.getRecordComponents()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "max-frame-bytes, 4GB, 'max-frame-bytes: 4294967296B (expected: 1KB to 1GB)'",
        "max-frame-bytes, 0, 'max-frame-bytes: 0B (expected: 1KB to 1GB)'",
        "max-answer-bytes, -1MB, 'max-answer-bytes: -1048576B (expected: 1KB to 1GB)'",
        "max-answer-bytes, 2GB, 'max-answer-bytes: 2147483648B (expected: 1KB to 1GB)'",
        "max-held-bytes, 1MB, 'max-held-bytes: 1048576B (expected: at least 16777216B, the max-frame-bytes)'"
    })
    void refusesSizesThatMakeNoSense(String name, String value, String message) {
        assertThatThrownBy(() -> bind(Map.of("outrank.embedding." + name, value)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessage(message);
    }

    private static LookupProperties bind(Map<String, String> properties) {
        return PropertiesBinding.bind("outrank.embedding", LookupProperties.class, properties);
    }
}
