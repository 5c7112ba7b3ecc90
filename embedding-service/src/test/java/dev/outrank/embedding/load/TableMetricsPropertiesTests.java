package dev.outrank.embedding.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.embedding.PropertiesBinding;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableMetricsPropertiesTests {

    private static TableMetricsProperties bind(Map<String, String> properties) {
        return PropertiesBinding.bind("outrank.embedding.metrics", TableMetricsProperties.class, properties);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new TableMetricsProperties(20));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of("outrank.embedding.metrics.tables", "7"))).isEqualTo(new TableMetricsProperties(7));
    }
}
