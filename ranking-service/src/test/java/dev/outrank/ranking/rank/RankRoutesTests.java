package dev.outrank.ranking.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.lookup.Priority;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.http.FakeModelCatalog;
import dev.outrank.ranking.http.FakeServedModel;
import dev.outrank.ranking.http.TestEndpoints;
import dev.outrank.ranking.http.TestModels;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.MalformedJsonException;
import dev.outrank.ranking.json.NonFiniteScoreException;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.request.ShardUse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RankRoutesTests {

    private static final String RANK = "/v1/models/weighted:rank";
    private static final String THREE =
            "{\"candidates\":[{\"id\":\"a\",\"price\":0.25,\"tags\":{\"ids\":[],\"weights\":[]}},"
                    + "{\"price\":0.75,\"tags\":{\"ids\":[],\"weights\":[]}},"
                    + "{\"id\":\"c\",\"price\":0.25,\"tags\":{\"ids\":[],\"weights\":[]}}]%s}";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 100, meters);
    private final FakeServedModel model = new FakeServedModel(TestModels.weighted(), "3");
    private final Admission admission = new Admission(20, meters);
    private FakeModelCatalog catalog = new FakeModelCatalog(model);
    private WebTestClient client = WebTestClient.bindToServer().build();

    @BeforeEach
    void bind() {
        client = client(model);
    }

    @AfterEach
    void close() {
        compute.close();
    }

    private WebTestClient client(FakeServedModel served) {
        catalog = new FakeModelCatalog(served);
        return WebTestClient.bindToRouterFunction(new RankConfiguration()
                        .rankRoutes(
                                TestEndpoints.over(catalog, compute, admission, meters), new DecodeLimits(100, 1_000)))
                .build();
    }

    @Test
    void ranksByScoreAndPosition() {
        post(RANK, THREE.formatted(""))
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectHeader()
                .exists("Server-Timing")
                .expectHeader()
                .doesNotExist("Cache-Control")
                .expectBody()
                .json("""
                        {"model":"weighted","modelVersion":"3","degraded":false,
                         "ranked":[{"id":"1","score":0.75},{"id":"a","score":0.25},{"id":"c","score":0.25}]}
                        """, JsonCompareMode.STRICT);
    }

    @Test
    void explainsWhereTheTimeWentToThoseWhoAsk() {
        model.answerFrom(
                new ShardUse(
                        "embedding-0",
                        "10.0.0.7:10200",
                        3_000_000,
                        new ShardTimings(100_000, 200_000, 1_500_000, 200_000),
                        4_096,
                        17_280,
                        4,
                        273,
                        2_100,
                        1,
                        3,
                        true),
                new ShardUse("ranking", null, 1_000, ShardTimings.NONE, 0, 0, 1, 3, 5, 1, 0, false));
        byte[] body = post(RANK + "?explain=true", THREE.formatted(""))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Outrank-Model-Version", "3")
                .expectHeader()
                .value("Server-Timing", timing -> assertThat(timing)
                        .matches(".*, encode;dur=[0-9.]+, total;dur=[0-9.]+"))
                .expectBody()
                .json("""
                        {"model":"weighted","explanation":{"slowest":"embedding-0","shards":[
                          {"shard":"embedding-0","replica":"10.0.0.7:10200","millis":3.0,"networkMillis":1.0,"queueMillis":0.1,
                           "decodeMillis":0.2,"poolMillis":1.5,"encodeMillis":0.2,"sentBytes":4096,"receivedBytes":17280,
                           "lookups":4,"bags":273,"ids":2100,"parts":1,"defaulted":3,"last":true},
                          {"shard":"ranking","replica":null,"millis":0.001,"networkMillis":0.001,"queueMillis":0.0,
                           "decodeMillis":0.0,"poolMillis":0.0,"encodeMillis":0.0,"sentBytes":0,"receivedBytes":0,
                           "lookups":1,"bags":3,"ids":5,"parts":1,"defaulted":0,"last":false}]}}
                        """)
                .returnResult()
                .getResponseBodyContent();

        JsonNode explanation =
                JsonMapper.shared().readTree(Objects.requireNonNull(body)).required("explanation");
        double sum = 0;
        for (JsonNode stage : explanation.required("stages")) {
            sum += stage.doubleValue();
        }
        // Each is rounded to a microsecond.
        assertThat(sum).isCloseTo(explanation.required("totalMillis").doubleValue(), within(0.01));
        assertThat(explanation.required("stages").propertyNames())
                .containsExactlyInAnyOrder("queue", "decode", "encode");
    }

    @Test
    void explainsToThoseWhoAskByHeaderAndRefusesWhatMakesNoSense() {
        model.answerFrom(new ShardUse("embedding-0", null, 1, ShardTimings.NONE, 0, 0, 1, 1, 1, 1, 0, true));
        client.post()
                .uri(RANK)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Outrank-Explain", "true")
                .bodyValue(THREE.formatted(""))
                .exchange()
                .expectBody()
                .jsonPath("$.explanation.slowest")
                .isEqualTo("embedding-0");
        post(RANK + "?explain=false", THREE.formatted(""))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.explanation")
                .doesNotExist();
        post(RANK + "?explain=maybe", THREE.formatted(""))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("explain: 'maybe' (expected: true or false)");
    }

    @Test
    void countsRequestsThatCannotBeReadOrWritten() {
        post(RANK, "{").expectStatus().isBadRequest();
        model.answerScores(1, Float.NaN, 0);
        post(RANK, THREE.formatted("")).expectStatus().isEqualTo(422);

        assertThat(model.failures())
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(MalformedJsonException.class),
                        second -> assertThat(second).isInstanceOf(NonFiniteScoreException.class));
        assertThat(model.answered()).isEmpty();
    }

    @Test
    void refusesMoreRequestsOfAPriorityThanItAdmitsAsAProblem() {
        for (int i = 0; i < 10; i++) {
            admission.enter(Priority.NORMAL, Duration.ofSeconds(5));
        }
        prioritized("sheddable")
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:outrank:problem:overloaded")
                .jsonPath("$.detail")
                .isEqualTo("requests in flight: 10 (expected: fewer; try again later)");
        prioritized("Normal")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.degraded")
                .isEqualTo(false);
        assertThat(lastPriority()).isEqualTo(Priority.NORMAL);
        prioritized("CRITICAL")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.degraded")
                .isEqualTo(false);
        assertThat(lastPriority()).isEqualTo(Priority.CRITICAL);
        assertThat(admission.inFlight()).isEqualTo(10);
    }

    private Priority lastPriority() {
        return Objects.requireNonNull(model.lastRequest()).priority();
    }

    @Test
    void refusesAPriorityThatIsNone() {
        prioritized("high")
                .expectStatus()
                .isEqualTo(400)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("X-Request-Priority: 'high' (expected: critical, normal or sheddable)");
    }

    private WebTestClient.ResponseSpec prioritized(String priority) {
        return client.post()
                .uri(RANK)
                .header("X-Request-Priority", priority)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(THREE.formatted(""))
                .exchange();
    }

    @Test
    void givesTheBestOfAVersionWhenAskedForThem() {
        post("/v1/models/weighted/versions/3:rank", THREE.formatted(",\"topK\":2"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.ranked.length()")
                .isEqualTo(2)
                .jsonPath("$.ranked[1].id")
                .isEqualTo("a");
    }

    @Test
    void ranksNoCandidates() {
        post(RANK, "{\"candidates\":[]}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        "{\"model\":\"weighted\",\"modelVersion\":\"3\",\"degraded\":false,\"ranked\":[]}",
                        JsonCompareMode.STRICT);
    }

    @Test
    void choosesTheVersionByTheRoutingKeyElseByTheRequestsId() {
        post(RANK, THREE.formatted("")).expectStatus().isOk();
        postWithKey(RANK, "user-1").expectStatus().isOk();
        postWithKey(RANK, " ").expectStatus().isOk();
        assertThat(catalog.routingKeys()).containsExactly("r-9", "user-1", "r-9");
    }

    @Test
    void choosesByTheIdThatItGaveARequestWithoutOne() {
        String id = client.post()
                .uri(RANK)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(THREE.formatted(""))
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst("X-Request-Id");
        assertThat(catalog.routingKeys()).containsExactly(Objects.requireNonNull(id));
    }

    @Test
    void choosesNothingForThoseWhoNameAVersion() {
        postWithKey("/v1/models/weighted/versions/3:rank", "user-1")
                .expectStatus()
                .isOk();
        assertThat(catalog.routingKeys()).isEmpty();
    }

    private WebTestClient.ResponseSpec postWithKey(String uri, String key) {
        return client.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Request-Id", "r-9")
                .header("X-Routing-Key", key)
                .bodyValue(THREE.formatted(""))
                .exchange();
    }

    @Test
    void saysWhatWasDefaulted() {
        model.answerDegraded(new DefaultedTable("tag", 2));
        post(RANK, THREE.formatted(""))
                .expectBody()
                .jsonPath("$.degraded")
                .isEqualTo(true)
                .jsonPath("$.defaulted[0].table")
                .isEqualTo("tag")
                .jsonPath("$.defaulted[0].ids")
                .isEqualTo(2);
    }

    @Test
    void namesLostShardsAndIsNotToBeKept() {
        model.answerWithout(List.of("embedding-0", "embedding-2"), new DefaultedTable("tag", 2));
        post(RANK, THREE.formatted(",\"topK\":1"))
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .json("""
                        {"model":"weighted","modelVersion":"3","degraded":true,"ranked":[{"id":"1","score":0.75}],
                         "defaulted":[{"table":"tag","ids":2}],"lostShards":["embedding-0","embedding-2"]}
                        """, JsonCompareMode.STRICT);
    }

    @Test
    void ranksAGoldenRequest() throws IOException {
        FakeServedModel clicks = new FakeServedModel(TestModels.clicks(), "1");
        client(clicks)
                .post()
                .uri("/v1/models/clicks:rank")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(RankRequestDecoderTests.goldenLines().getFirst())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.ranked.length()")
                .isEqualTo(50);
    }

    @Test
    void refusesBadRequestsAsProblems() {
        post(RANK, THREE.formatted("").replace("0.75", "\"x\""))
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("X-Request-Id", "r-9")
                .expectBody()
                .json("""
                        {"type":"urn:outrank:problem:invalid-input","title":"Invalid input","status":400,
                         "detail":"candidates[1].price: 'x' (expected: a finite float32)",
                         "instance":"/v1/models/weighted:rank","field":"candidates[1].price","requestId":"r-9"}
                        """, JsonCompareMode.STRICT);
        problem(RANK, "{\"candidates\":", 400, "malformed-json");
        problem(RANK, " ".repeat(TestEndpoints.MAX_BODY_BYTES + 1), 413, "payload-too-large");
        problem("/v1/models/nope:rank", "{}", 404, "unknown-model");
        problem("/v1/models/weighted/versions/4:rank", "{}", 404, "unknown-model");
        problem("/v1/models/weighted:predict", "{}", 404, "not-found");
        problem("/v1/models/loading:rank", "{}", 503, "model-not-ready");
    }

    @Test
    void refusesMethodsAndForms() {
        client.get()
                .uri(RANK)
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "POST")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:outrank:problem:method-not-allowed");
        client.post()
                .uri(RANK)
                .contentType(MediaType.APPLICATION_XML)
                .bodyValue("<x/>")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Content-Type: 'application/xml' (expected: application/json in UTF-8)");
    }

    @Test
    void namesTheShardThatIsDown() {
        model.answerWith(Mono.error(new ShardUnavailableException("embedding-2: connection refused")));
        post(RANK, THREE.formatted(""))
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("embedding-2: connection refused")
                .jsonPath("$.type")
                .isEqualTo("urn:outrank:problem:shard-unavailable");
    }

    @Test
    void hidesInternalErrors() {
        model.answerWith(Mono.error(new IllegalStateException("secret")));
        post(RANK, THREE.formatted(""))
                .expectStatus()
                .isEqualTo(500)
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("r-9").doesNotContain("secret"));
    }

    @Test
    void refusesScoresThatCannotBeOrdered() {
        model.answerScores(0.5f, Float.POSITIVE_INFINITY, 0f);
        problem(RANK, THREE.formatted(""), 422, "non-finite-score");
    }

    private void problem(String uri, String body, int status, String type) {
        post(uri, body)
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:outrank:problem:" + type)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.instance")
                .isEqualTo(uri)
                .jsonPath("$.detail")
                .isNotEmpty()
                .jsonPath("$.title")
                .isNotEmpty();
    }

    private WebTestClient.ResponseSpec post(String uri, String body) {
        return client.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Request-Id", "r-9")
                .bodyValue(body)
                .exchange();
    }
}
