package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.gateway.metric.MeterDocsTests;
import dev.outrank.telemetry.SharedMetric;
import dev.outrank.testkit.meters.MeterRow;
import dev.outrank.testkit.meters.ScrapedPage;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What Prometheus reads of the real gateway. */
final class MetricsIT {

    /** Nothing was retried or ejected. */
    private static final Set<String> LAZY =
            Set.of("outrank.gateway.retries", "outrank.gateway.retries.denied", "outrank.gateway.replica.ejections");

    private static final FakeRanking RANKING = FakeRanking.start();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(List.of(RANKING.port()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        RANKING.close();
    }

    private static String scrape() throws Exception {
        return gateway.manage("/actuator/prometheus").body();
    }

    @Test
    void showsAllThatItDocumentsAndNothingElse() throws Exception {
        RANKING.answerBy((request, response) -> response.header("Outrank-Model-Version", "7")
                .header("Server-Timing", "queue;dur=0.001, total;dur=0.002")
                .sendString(Mono.just("{}")));
        assertThat(gateway.post("/v1/models/clicks:rank", "{}").headers().firstValue("Server-Timing"))
                .hasValueSatisfying(
                        stages -> assertThat(stages)
                                .matches(
                                        "gateway;dur=[\\d.]+, gateway\\.network;dur=[\\d.]+, queue;dur=0\\.001, total;dur=0\\.002"));
        List<MeterRow> meters = Stream.concat(
                        MeterDocsTests.meters().stream(), Stream.of(MeterDocsTests.row(SharedMetric.LOOP_DELAY)))
                .toList();

        await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> {
            String page = scrape();
            new ScrapedPage(page).requireDocumented(meters, Set.of("application"), LAZY);
            assertThat(page)
                    .contains(
                            "outrank_gateway_request_seconds_count{api=\"rank\",application=\"gateway\",model=\"clicks\",outcome=\"ok\",version=\"7\"} 1")
                    .contains("outrank_gateway_stage_seconds_count{application=\"gateway\",stage=\"network\"} 1")
                    .contains("outrank_gateway_replicas{application=\"gateway\",state=\"ready\"} 1.0")
                    .contains("outrank_gateway_request_seconds_bucket", "le=\"0.1\"", "netty_allocator_memory_used{")
                    .doesNotContain("path=\"/actuator");
        });
    }

    @Test
    void countsACallerThatLeavesAsCancelled() throws Exception {
        RANKING.answerBy((request, response) -> Mono.never());
        try (RawConnection leaving = new RawConnection(gateway.port())) {
            leaving.writeHead("POST /v2/models/m/infer HTTP/1.1", "Host: h", "Content-Length: 0");
            await().atMost(RunningGateway.PATIENCE)
                    .untilAsserted(() -> assertThat(RANKING.heads()).anyMatch(head -> head.contains("X-Request-Id")));
        }
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(
                        () -> assertThat(scrape())
                                .contains(
                                        "outrank_gateway_request_seconds_count{api=\"infer\",application=\"gateway\",model=\"none\",outcome=\"cancelled\",version=\"none\"} 1"));
    }
}
