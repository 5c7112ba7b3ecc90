package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** What ranking refuses, the gateway refuses itself from then on. */
final class AdmissionIT {

    private static final FakeRanking RANKING = FakeRanking.start();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(
                List.of(RANKING.port()),
                "outrank.gateway.admission.over-after=1m",
                "outrank.gateway.admission.least=1",
                "outrank.gateway.replicas.readiness.enabled=false");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        RANKING.close();
    }

    private static HttpResponse<String> post(String path) throws Exception {
        return gateway.send(path, request -> request.POST(BodyPublishers.ofString("{}")));
    }

    @Test
    void refusesWhileAsManyAreInFlightAsRankingCanTake() throws Exception {
        RANKING.forgetAndEcho();
        RANKING.answerBy((request, response) ->
                response.status(503).header("Retry-After", "1").send());
        await().atMost(RunningGateway.PATIENCE).until(() -> {
            assertThat(post("/v2/models/m/infer").statusCode()).isEqualTo(503);
            return gateway.manage("/actuator/prometheus")
                    .body()
                    .contains("outrank_gateway_inflight_limit{application=\"gateway\"} 1.0");
        });

        Sinks.Empty<Void> release = Sinks.empty();
        RANKING.forgetAndEcho();
        RANKING.answerBy((request, response) -> release.asMono().then(response.send()));
        try (RawConnection busy = new RawConnection(gateway.port())) {
            busy.writeHead("POST /v2/models/m/infer HTTP/1.1", "Host: h", "Content-Length: 0");
            await().atMost(RunningGateway.PATIENCE)
                    .untilAsserted(() -> assertThat(RANKING.heads()).hasSize(1));

            HttpResponse<String> refused = post("/v1/models/m:rank");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.body()).contains("urn:outrank:problem:overloaded");
            assertThat(RANKING.heads()).hasSize(1);

            release.tryEmitEmpty().orThrow();
            assertThat(busy.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() ->
                        assertThat(post("/v2/models/m/infer").statusCode()).isEqualTo(200));
        assertThat(gateway.manage("/actuator/prometheus").body())
                .containsPattern("outrank_gateway_refusals_total\\{.*priority=\"normal\".*} [1-9]");
    }
}
