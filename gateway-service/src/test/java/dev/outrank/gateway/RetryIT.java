package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.Connection;

/** A request is sent twice only when nothing of it was processed. */
final class RetryIT {

    /** So that replicas which nobody listens for are chosen at all. */
    private static final String UNASKED = "outrank.gateway.replicas.readiness.enabled=false";

    private FakeRanking alive;
    private FakeRanking other;

    @BeforeEach
    void start() {
        alive = FakeRanking.start();
        other = FakeRanking.start();
    }

    @AfterEach
    void stop() {
        alive.close();
        other.close();
    }

    @Test
    void triesAnotherReplicaWhenOneRefusesConnections() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(List.of(UnusedPort.find(), alive.port()), UNASKED)) {
            for (int i = 0; i < 6; i++) {
                HttpResponse<String> answer = gateway.post("/v2/models/m/infer", "body-" + i);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("body-" + i);
            }

            assertThat(alive.received()).hasSize(6);
            // Counted as the attempt ends, which may be after the caller has its answer.
            await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> assertThat(
                            gateway.manage("/actuator/prometheus").body())
                    .containsPattern("outrank_gateway_retries_total\\{.*service=\"ranking\".*} [1-6]\\.0"));
        }
    }

    @Test
    void triesOneOtherReplicaAndNoMore() throws Exception {
        List<Integer> dead = List.of(UnusedPort.find(), UnusedPort.find(), UnusedPort.find());
        try (RunningGateway gateway = RunningGateway.start(dead, UNASKED)) {
            assertThat(gateway.post("/v2/models/m/infer", "{}").statusCode()).isEqualTo(503);

            await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> assertThat(
                            gateway.manage("/actuator/prometheus").body())
                    .containsPattern("outrank_gateway_retries_total\\{.*service=\"ranking\".*} 1\\.0"));
        }
    }

    @Test
    void triesNoOtherReplicaWhenTooManyWereTriedBefore() throws Exception {
        List<Integer> dead = List.of(UnusedPort.find(), UnusedPort.find(), UnusedPort.find());
        try (RunningGateway gateway = RunningGateway.start(dead, UNASKED, "outrank.gateway.retry.burst=1")) {
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.post("/v2/models/m/infer", "{}").statusCode())
                        .isEqualTo(503);
            }

            await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> assertThat(
                            gateway.manage("/actuator/prometheus").body())
                    .containsPattern("outrank_gateway_retries_total\\{.*service=\"ranking\".*} 1\\.0")
                    .containsPattern("outrank_gateway_retries_denied_total\\{.*service=\"ranking\".*} 4\\.0"));
        }
    }

    @Test
    void names503AfterTheServiceWhenNoReplicaCanBeReached() throws Exception {
        int port = UnusedPort.find();
        try (RunningGateway gateway = RunningGateway.start(List.of(port))) {
            HttpResponse<String> infer = gateway.post("/v2/models/m/infer", "{}");
            HttpResponse<String> rank = gateway.post("/v1/models/m:rank", "{}");

            assertThat(infer.statusCode()).isEqualTo(503);
            assertThat(infer.body())
                    .isEqualTo("{\"error\":\"ranking: no connection to 127.0.0.1:" + port
                            + " (expected: a reachable replica)\"}");
            assertThat(rank.statusCode()).isEqualTo(503);
            assertThat(rank.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(rank.body()).contains("\"detail\":\"ranking: no connection");
            assertThat(gateway.manage("/actuator/prometheus").body()).doesNotContain("outrank_gateway_retries_total");
        }
    }

    @Test
    void doesNotTryAnotherReplicaWhenRetriesAreSwitchedOff() throws Exception {
        List<Integer> ports = List.of(UnusedPort.find(), alive.port());
        try (RunningGateway gateway = RunningGateway.start(ports, UNASKED, "outrank.gateway.retry.enabled=false")) {
            List<Integer> statuses = List.of(
                    gateway.post("/v2/models/m/infer", "{}").statusCode(),
                    gateway.post("/v2/models/m/infer", "{}").statusCode());

            assertThat(statuses).containsExactlyInAnyOrder(200, 503);
        }
    }

    @Test
    void doesNotRepeatAPostWhenTheConnectionBreaksBeforeTheAnswer() throws Exception {
        FakeRanking.Script hangUp = (request, response) -> alive.record(request)
                .doOnNext(body -> response.withConnection(Connection::dispose))
                .then();
        alive.answerBy(hangUp);
        other.answerBy(hangUp);
        try (RunningGateway gateway = RunningGateway.start(List.of(alive.port(), other.port()))) {
            HttpResponse<String> answer = gateway.post("/v2/models/m/infer", "{}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"ranking: connection broke before the whole answer "
                            + "(not retried: the request may have been processed)\"}");
            assertThat(alive.heads().size() + other.heads().size()).isEqualTo(1);
        }
    }

    @Test
    void doesNotRepeatAPostWhenAPooledConnectionIsReset() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(List.of(alive.port()))) {
            assertThat(gateway.post("/v2/models/m/infer", "{}").statusCode()).isEqualTo(200);
            alive.answerBy(alive::reset);

            assertThat(gateway.post("/v2/models/m/infer", "{}").statusCode()).isEqualTo(502);
            assertThat(alive.heads()).hasSize(2);
        }
    }

    @Test
    void doesNotRepeatAPostWhenTheConnectionBreaksInTheAnswer() throws Exception {
        alive.answerBy(FakeRanking.breakingAfter("half an ans"));
        other.answerBy(FakeRanking.breakingAfter("half an ans"));
        try (RunningGateway gateway = RunningGateway.start(List.of(alive.port(), other.port()))) {
            // Not by the client's own patience: the gateway passes the end on.
            assertThatThrownBy(() -> gateway.post("/v2/models/m/infer", "{}"))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);

            assertThat(alive.heads().size() + other.heads().size()).isEqualTo(1);
        }
    }

    @Test
    void healsWhenTheReplicaReturns() throws Exception {
        int port = alive.port();
        try (RunningGateway gateway = RunningGateway.start(List.of(port))) {
            assertThat(gateway.get("/v2").statusCode()).isEqualTo(200);
            alive.close();
            await().atMost(RunningGateway.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(gateway.get("/v2").statusCode()).isEqualTo(503));
            alive = FakeRanking.startOn(port);
            assertThat(gateway.get("/v2").statusCode()).isEqualTo(200);
        }
    }
}
