package dev.outrank.embedding.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Pins what dashboards and alerts name. */
final class EmbeddingMetricTests {

    @Test
    void hasTheseNamesUnitsAndTags() {
        assertThat(Arrays.stream(EmbeddingMetric.values())
                        .map(metric -> metric.meterName() + " " + metric.unit() + " " + metric.tags()))
                .containsExactly(
                        "outrank.embedding.requests requests [outcome]",
                        "outrank.embedding.stage seconds [stage]",
                        "outrank.embedding.lookups lookups [model, version]",
                        "outrank.embedding.ids ids [model, version]",
                        "outrank.embedding.ids.defaulted ids [model, version]",
                        "outrank.embedding.queue requests []",
                        "outrank.embedding.limit requests []",
                        "outrank.embedding.refused requests [priority]",
                        "outrank.embedding.held bytes []",
                        "outrank.embedding.versions versions []",
                        "outrank.embedding.failed versions []",
                        "outrank.embedding.mapped bytes []",
                        "outrank.embedding.copied bytes []",
                        "outrank.embedding.resident bytes []",
                        "outrank.embedding.hugepages bytes []",
                        "outrank.embedding.registry.staleness seconds []");
    }
}
