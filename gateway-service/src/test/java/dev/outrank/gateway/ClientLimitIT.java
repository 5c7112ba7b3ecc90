package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** One client cannot take everything. */
final class ClientLimitIT {

    private static final FakeRanking RANKING = FakeRanking.start();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(
                List.of(RANKING.port()),
                "outrank.gateway.client.max-in-flight=1",
                "outrank.gateway.client.key-header=X-Client");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        RANKING.close();
    }

    @BeforeEach
    void forget() {
        RANKING.forgetAndEcho();
    }

    private static HttpResponse<String> postAs(String client, String path) throws Exception {
        return gateway.send(
                path, request -> request.header("X-Client", client).POST(BodyPublishers.ofString("{\"body\":1}")));
    }

    private static RawConnection busyAs(String client) throws Exception {
        RawConnection connection = new RawConnection(gateway.port());
        connection.writeHead("GET /v2 HTTP/1.1", "Host: h", "X-Client: " + client);
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() -> assertThat(RANKING.heads()).hasSize(1));
        return connection;
    }

    @Test
    void refusesAClientThatHasAsManyInFlightAsItMay() throws Exception {
        Sinks.Empty<Void> release = Sinks.empty();
        RANKING.answerBy((request, response) -> release.asMono().then(response.send()));
        try (RawConnection busy = busyAs("ann")) {
            HttpResponse<String> infer = postAs("ann", "/v2/models/m/infer");
            HttpResponse<String> rank = postAs("ann", "/v1/models/m:rank");

            assertThat(infer.statusCode()).isEqualTo(429);
            assertThat(infer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(infer.body())
                    .isEqualTo("{\"error\":\"client: more than 1 requests in flight (expected: at most 1)\"}");
            assertThat(rank.statusCode()).isEqualTo(429);
            assertThat(rank.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(rank.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(rank.body())
                    .contains("\"type\":\"urn:outrank:problem:too-many-requests\"")
                    .contains("\"status\":429");
            assertThat(RANKING.heads()).hasSize(1);

            release.tryEmitEmpty().orThrow();
            assertThat(busy.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
            // Counted down as the exchange ends, which may be after the caller has its answer.
            await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> assertThat(
                            postAs("ann", "/v2/models/m/infer").statusCode())
                    .isEqualTo(200));
        }
        assertThat(gateway.manage("/actuator/prometheus").body())
                .containsPattern("outrank_gateway_client_refusals_total\\{.*reason=\"in-flight\".*} [1-9]")
                .doesNotContain("ann");
    }

    @Test
    void servesOtherClientsMeanwhile() throws Exception {
        Sinks.Empty<Void> release = Sinks.empty();
        RANKING.answerBy(
                (request, response) -> "bob".equals(request.requestHeaders().get("X-Client"))
                        ? response.send()
                        : release.asMono().then(response.send()));
        try (RawConnection busy = busyAs("carl")) {
            assertThat(postAs("bob", "/v2/models/m/infer").statusCode()).isEqualTo(200);

            release.tryEmitEmpty().orThrow();
            assertThat(busy.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void refusesWithoutWaitingForTheBody() throws Exception {
        Sinks.Empty<Void> release = Sinks.empty();
        RANKING.answerBy((request, response) -> release.asMono().then(response.send()));
        try (RawConnection busy = busyAs("dora");
                RawConnection second = new RawConnection(gateway.port())) {
            second.writeHead("POST /v2/models/m/infer HTTP/1.1", "Host: h", "X-Client: dora", "Content-Length: 1000");

            assertThat(second.readUntil("}")).startsWith("HTTP/1.1 429");

            release.tryEmitEmpty().orThrow();
            assertThat(busy.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void forgetsRequestsWhoseCallersAreGone() throws Exception {
        Sinks.Empty<Void> never = Sinks.empty();
        RANKING.answerBy((request, response) -> never.asMono().then(response.send()));
        busyAs("eve").close();
        RANKING.answerBy(RANKING::echo);

        await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> assertThat(
                        postAs("eve", "/v2/models/m/infer").statusCode())
                .isEqualTo(200));
    }
}
