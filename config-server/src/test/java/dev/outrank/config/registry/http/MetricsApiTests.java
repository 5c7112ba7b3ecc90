package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.config.metric.MeterDocsTests;
import dev.outrank.testkit.meters.ScrapedPage;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of the real server. */
final class MetricsApiTests extends ServedRegistry {

    private String scrape() {
        return Objects.requireNonNull(client(managementPort)
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody());
    }

    @Test
    void showsAllThatItDocumentsAndNothingElse() {
        register("v1").expectStatus().isCreated();
        post("/versions/v1/activate", note()).expectStatus().isOk();

        await().untilAsserted(() -> assertThat(scrape())
                .contains("outrank_registry_traffic{application=\"config-server\",model=\"" + model.name()
                        + "\",role=\"stable\",version=\"v1\"} 100.0"));
        new ScrapedPage(scrape()).requireDocumented(MeterDocsTests.meters(), Set.of("application"), Set.of());
    }
}
