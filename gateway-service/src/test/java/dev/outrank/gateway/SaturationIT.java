package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** A replica with no free connection sheds instead of queueing without end. */
final class SaturationIT {

    @Test
    void answers503AndWhenToTryAgainWhenAllConnectionsAreBusy() throws Exception {
        Sinks.Empty<Void> release = Sinks.empty();
        try (FakeRanking ranking = FakeRanking.start();
                RunningGateway gateway = RunningGateway.start(
                        List.of(ranking.port()),
                        "spring.cloud.gateway.server.webflux.httpclient.pool.max-connections=1",
                        "spring.cloud.gateway.server.webflux.httpclient.pool.acquire-timeout=50",
                        "outrank.gateway.deadline.default-timeout=30s");
                RawConnection busy = new RawConnection(gateway.port())) {
            ranking.answerBy((request, response) -> release.asMono().then(response.send()));
            busy.writeHead("GET /v2 HTTP/1.1", "Host: h");
            await().atMost(RunningGateway.PATIENCE)
                    .untilAsserted(() -> assertThat(ranking.heads()).hasSize(1));

            HttpResponse<String> answer = gateway.post("/v2/models/m/infer", "{}");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"ranking: all connections are busy (expected: a free one in time)\"}");
            release.tryEmitEmpty().orThrow();
            assertThat(busy.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }
}
