package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What reaches ranking, and what comes back. */
final class RoutingIT {

    private static final FakeRanking FIRST = FakeRanking.start();
    private static final FakeRanking SECOND = FakeRanking.start();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(List.of(FIRST.port(), SECOND.port()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        FIRST.close();
        SECOND.close();
    }

    @BeforeEach
    void forget() {
        FIRST.forgetAndEcho();
        SECOND.forgetAndEcho();
    }

    private static List<FakeRanking.Received> received() {
        List<FakeRanking.Received> all = new ArrayList<>(FIRST.received());
        all.addAll(SECOND.received());
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2",
                "/v2/health/ready",
                "/v2/models/clicks/versions/1/infer?trace=on",
                "/v1/models/clicks:rank",
                "/v1/models/clicks/versions/1:rank",
                "/v2/models/a%2Fb%20c/ready"
            })
    void forwardsPathAndQueryUnchangedWhenTheApiIsKnown(String path) throws Exception {
        HttpResponse<String> answer = gateway.post(path, "{\"id\":\"ä\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"id\":\"ä\"}");
        assertThat(received()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).isEqualTo(path);
        });
    }

    @Test
    void forwardsNoBodyWhenThereIsNone() throws Exception {
        gateway.get("/v2/models/clicks");

        assertThat(received()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.body()).isEmpty();
            assertThat(request.headers().contains("Transfer-Encoding")).isFalse();
        });
    }

    @Test
    void forwardsBodiesThatAreNotTextUnchanged() throws Exception {
        byte[] body = {0, 1, (byte) 0xFF, '{', 0};
        Set<String> lengths = new HashSet<>();
        FakeRanking.Script measure = (request, response) -> request.receive()
                .aggregate()
                .asByteArray()
                .doOnNext(bytes -> lengths.add(bytes.length + ":" + bytes[2] + ":"
                        + request.requestHeaders().get("Inference-Header-Content-Length")))
                .then(response.status(200)
                        .header("Content-Type", "application/octet-stream")
                        .header("Inference-Header-Content-Length", "2")
                        .send());
        FIRST.answerBy(measure);
        SECOND.answerBy(measure);

        HttpResponse<String> answer =
                gateway.send("/v2/models/m/infer", request -> request.header("Inference-Header-Content-Length", "3")
                        .POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Inference-Header-Content-Length"))
                .hasValue("2");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(lengths).containsExactly("5:-1:3");
    }

    @Test
    void passesErrorsOfRankingThroughAsTheyAre() throws Exception {
        FakeRanking.Script refuse = (request, response) -> response.status(422)
                .header("Content-Type", "application/json")
                .header("X-Detail", "shape")
                .sendString(Mono.just("{\"error\":\"from ranking\"}"));
        FIRST.answerBy(refuse);
        SECOND.answerBy(refuse);

        HttpResponse<String> answer = gateway.post("/v2/models/m/infer", "{}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("{\"error\":\"from ranking\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("X-Detail")).hasValue("shape");
    }

    @Test
    void keepsHopByHopHeadersToTheirHop() throws Exception {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.writeHead(
                            "POST /v2/models/m/infer HTTP/1.1",
                            "Host: outrank.example",
                            "Content-Length: 2",
                            "Connection: keep-alive, X-Mine",
                            "X-Mine: 1",
                            "Keep-Alive: timeout=5",
                            "TE: trailers",
                            "Proxy-Authorization: Basic abc",
                            "X-Yours: 2")
                    .write("{}")
                    .readUntil("{}");
        }

        assertThat(received()).singleElement().satisfies(request -> {
            assertThat(request.headers().names())
                    .doesNotContain("X-Mine", "Keep-Alive", "TE", "Proxy-Authorization", "Connection");
            assertThat(request.headers().get("X-Yours")).isEqualTo("2");
            assertThat(request.headers().get("Host")).startsWith("127.0.0.1:");
        });
    }

    @Test
    void passesThePriorityOn() throws Exception {
        gateway.send("/v2", request -> request.header("X-Request-Priority", "sheddable"));

        assertThat(received()).singleElement().satisfies(request -> assertThat(
                        request.headers().getAll("X-Request-Priority"))
                .containsExactly("sheddable"));
    }

    @Test
    void passesTheRoutingKeyOn() throws Exception {
        gateway.send("/v2", request -> request.header("X-Routing-Key", "user-1"));

        assertThat(received()).singleElement().satisfies(request -> assertThat(
                        request.headers().getAll("X-Routing-Key"))
                .containsExactly("user-1"));
    }

    @Test
    void refusesAPriorityThatNobodyKnows() throws Exception {
        HttpResponse<String> answer =
                gateway.send("/v2/models/m/infer", request -> request.header("X-Request-Priority", "urgent")
                        .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"X-Request-Priority: urgent (expected: one of critical, normal, sheddable)\"}");
        assertThat(received()).isEmpty();
    }

    @Test
    void doesNotExpectTwiceWhenTheCallerExpectsContinue() throws Exception {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.writeHead(
                    "POST /v2/models/m/infer HTTP/1.1", "Host: h", "Content-Length: 4", "Expect: 100-continue");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
            client.write("body");
            assertThat(client.readUntil("body")).startsWith("HTTP/1.1 200").endsWith("body");
        }

        assertThat(received()).singleElement().satisfies(request -> assertThat(
                        request.headers().contains("Expect"))
                .isFalse());
    }

    @Test
    void appendsItsTimeWhenRankingReportsStages() throws Exception {
        FakeRanking.Script timed =
                (request, response) -> response.header("Server-Timing", "decode;dur=0.1, dense.top;dur=2.5")
                        .send();
        FIRST.answerBy(timed);
        SECOND.answerBy(timed);

        HttpResponse<String> answer = gateway.post("/v2/models/m/infer", "{}");

        assertThat(answer.headers().allValues("Server-Timing")).singleElement().satisfies(stages -> assertThat(stages)
                .matches("gateway;dur=\\d+\\.\\d{3}, decode;dur=0\\.1, dense\\.top;dur=2\\.5"));
    }

    @Test
    void leavesTheTimeOfRankingOutOfItsOwn() throws Exception {
        AtomicLong heldNanos = new AtomicLong();
        FakeRanking.Script slow = (request, response) -> {
            long came = System.nanoTime();
            return Mono.delay(Duration.ofSeconds(1))
                    .doOnNext(late -> heldNanos.set(System.nanoTime() - came))
                    .then(response.send());
        };
        FIRST.answerBy(slow);
        SECOND.answerBy(slow);

        long sent = System.nanoTime();
        HttpResponse<String> answer = gateway.get("/v2");
        long totalNanos = System.nanoTime() - sent;

        // Holds however slow the machine is: ranking's time at the gateway encloses that at ranking, the caller's time
        // all of it.
        String stages = answer.headers().firstValue("Server-Timing").orElseThrow();
        double gatewayMillis = Double.parseDouble(stages.substring("gateway;dur=".length()));
        assertThat(gatewayMillis).isLessThanOrEqualTo((totalNanos - heldNanos.get()) / 1e6 + 0.001);
    }

    @Test
    void tellsHowItsReplicasAre() throws Exception {
        gateway.get("/v2");

        await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> assertThat(
                        gateway.manage("/actuator/health").body())
                .endsWith("\"status\":\"UP\"}")
                .contains("\"replicas\":{\"details\":{\"ranking\":{\"127.0.0.1:")
                .contains("\"127.0.0.1:" + FIRST.port()
                        + "\":{\"ready\":true,\"standing\":\"SERVING\",\"breaker\":\"CLOSED\",\"outstanding\":0"));
        assertThat(gateway.manage("/actuator/prometheus").body())
                .containsPattern("resilience4j_circuitbreaker_state\\{.*name=\"127.0.0.1:" + FIRST.port() + "\"");
    }

    @Test
    void answersProbesAndMetricsOnItsManagementPort() throws Exception {
        gateway.get("/v2");

        assertThat(gateway.manage("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(gateway.manage("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
        // Recorded as the exchange ends, which may be after the caller has its answer.
        await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> assertThat(
                        gateway.manage("/actuator/prometheus").body())
                .contains("http_server_requests_seconds_bucket")
                .contains("application=\"gateway\""));
    }
}
