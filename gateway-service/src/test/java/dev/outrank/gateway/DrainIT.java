package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** What callers see of a gateway that stops. */
final class DrainIT {

    @Test
    void servesWhileItIsNotReadyAnyMoreAndSendsCallersElsewhere() throws Exception {
        Sinks.Empty<Void> release = Sinks.empty();
        try (FakeRanking ranking = FakeRanking.start();
                ExecutorService stopping = Executors.newSingleThreadExecutor()) {
            RunningGateway gateway = RunningGateway.start(
                    List.of(ranking.port()),
                    "outrank.gateway.http.drain=10s",
                    "spring.lifecycle.timeout-per-shutdown-phase=60s");
            int port = gateway.port();
            assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(gateway.post("/v2/models/m/infer", "{}").headers().firstValue("Connection"))
                    .isEmpty();

            Future<?> stopped = stopping.submit(gateway::stop);
            await().atMost(RunningGateway.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(gateway.get("/readyz").statusCode()).isEqualTo(503));

            await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> {
                HttpResponse<String> answer = gateway.post("/v2/models/m/infer", "{}");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Connection")).hasValue("close");
            });
            // One that is still running when the drain is over is ended by the graceful shutdown.
            ranking.answerBy((request, response) -> release.asMono().then(response.send()));
            try (RawConnection last = new RawConnection(port)) {
                last.writeHead("GET /v2 HTTP/1.1", "Host: h");
                await().atMost(RunningGateway.PATIENCE)
                        .untilAsserted(() -> assertThat(ranking.heads()).isNotEmpty());
                assertThat(stopped.isDone()).isFalse();
                release.tryEmitEmpty().orThrow();

                assertThat(last.readToEnd()).startsWith("HTTP/1.1 200");
            }
            stopped.get(60, TimeUnit.SECONDS);
            gateway.close();
        }
    }
}
