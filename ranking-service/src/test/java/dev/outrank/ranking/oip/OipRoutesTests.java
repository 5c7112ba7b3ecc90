package dev.outrank.ranking.oip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.lookup.Priority;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.http.FakeModelCatalog;
import dev.outrank.ranking.http.FakeServedModel;
import dev.outrank.ranking.http.TestEndpoints;
import dev.outrank.ranking.http.TestModels;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.lifetime.DrainBeforeStop;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.OverloadedException;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.request.ShardUse;
import dev.outrank.ranking.request.Stage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

final class OipRoutesTests {

    private static final String INFER = "/v2/models/weighted/infer";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 100, meters);
    private final FakeServedModel model = new FakeServedModel(TestModels.weighted(), "3");
    private final FakeModelCatalog catalog = new FakeModelCatalog(model);
    private final Admission admission = new Admission(1, meters);
    private final DrainBeforeStop drain = new DrainBeforeStop(Duration.ZERO);
    private WebTestClient client = WebTestClient.bindToServer().build();

    @BeforeEach
    void bind() {
        OipHandler handler = new OipHandler(
                catalog,
                TestEndpoints.over(catalog, compute, admission, meters),
                new InferenceFormat(new DecodeLimits(100, 1_000)),
                drain,
                "1.2.3");
        client = WebTestClient.bindToRouterFunction(OipConfiguration.routes(handler))
                .build();
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @Test
    void describesTheServer() {
        get("/v2", 200, "{\"name\":\"outrank\",\"version\":\"1.2.3\",\"extensions\":[\"binary_tensor_data\"]}");
        get("/v2/health/live", 200, "{\"live\":true}");
        get("/v2/health/ready", 200, "{\"ready\":true}");
        get("/v2/models", 200, "{\"models\":[\"weighted\",\"loading\"]}");
        catalog.becomeUnready();
        get("/v2/health/ready", 503, "{\"ready\":false}");
        get("/v2/models/nope/ready", 503, "{\"name\":\"nope\",\"ready\":false}");
        error(INFER, "{}", 503, "models: none loaded yet");
    }

    @Test
    void isNotReadyWhileItDrains() {
        drain.stop();
        get("/v2/health/ready", 503, "{\"ready\":false}");
        get("/v2/models/weighted/ready", 200, "{\"name\":\"weighted\",\"ready\":true}");
    }

    @Test
    void refusesMoreRequestsThanItAdmitsInTheProtocolsForm() {
        try (Admission.Pass other = admission.enter(Priority.CRITICAL, Duration.ofSeconds(5))) {
            client.post()
                    .uri(INFER)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .valueEquals("Retry-After", "1")
                    .expectBody()
                    .json(
                            "{\"error\":\"requests in flight: 1 (expected: fewer; try again later)\"}",
                            JsonCompareMode.STRICT);
            assertThat(other).isNotNull();
        }
        error(INFER, "{", 400, "");
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void describesAModelWithAndWithoutVersion() {
        String metadata = """
                {"name":"weighted","versions":["3"],"platform":"outrank",
                 "inputs":[{"name":"price","datatype":"FP32","shape":[-1,1]},
                           {"name":"tags.values","datatype":"INT64","shape":[-1]},
                           {"name":"tags.lengths","datatype":"INT32","shape":[-1]},
                           {"name":"tags.weights","datatype":"FP32","shape":[-1]}],
                 "outputs":[{"name":"score","datatype":"FP32","shape":[-1,1]},{"name":"heads","datatype":"FP32","shape":[-1,2]}]}
                """;
        get("/v2/models/weighted", 200, metadata);
        get("/v2/models/weighted/versions/3", 200, metadata);
        get("/v2/models/weighted/ready", 200, "{\"name\":\"weighted\",\"ready\":true}");
        get("/v2/models/weighted/versions/3/ready", 200, "{\"name\":\"weighted\",\"ready\":true}");
        get("/v2/models/loading/ready", 503, "{\"name\":\"loading\",\"ready\":false}");
    }

    @Test
    void infers() {
        post(INFER, InferenceBodies.weighted().body("\"id\":\"r-1\","))
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectHeader()
                .value("Server-Timing", timing -> assertThat(timing)
                        .contains("queue;dur=", "decode;dur=", "encode;dur="))
                .expectHeader()
                .exists("X-Request-Id")
                .expectBody()
                .json("""
                        {"model_name":"weighted","model_version":"3","id":"r-1","parameters":{"degraded":false},
                         "outputs":[{"name":"score","shape":[2,1],"datatype":"FP32","data":[2.0,1.0]},
                                    {"name":"heads","shape":[2,2],"datatype":"FP32","data":[2.0,2.0,1.0,1.0]}]}
                        """, JsonCompareMode.STRICT);
        assertThat(model.answered()).singleElement().satisfies(timings -> assertThat(Stage.values())
                .filteredOn(timings::has)
                .containsExactly(Stage.QUEUE, Stage.DECODE, Stage.ENCODE));
    }

    @Test
    void explainsWhereTheTimeWentToThoseWhoAsk() {
        model.answerFrom(new ShardUse("embedding-0", "a:1", 1, ShardTimings.NONE, 0, 0, 1, 1, 1, 1, 0, true));
        post(INFER + "?explain=true", InferenceBodies.weighted().body(""))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Outrank-Model-Version", "3")
                .expectBody()
                .jsonPath("$.explanation.shards[0].replica")
                .isEqualTo("a:1")
                .jsonPath("$.explanation.stages.decode")
                .isNumber();
        post(INFER + "?explain=1", InferenceBodies.weighted().body(""))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("explain: '1' (expected: true or false)");
    }

    @Test
    void givesTheOutputsAskedForAndSaysWhatWasDefaulted() {
        model.answerDegraded(new DefaultedTable("tag", 7));
        post(
                        "/v2/models/weighted/versions/3/infer",
                        InferenceBodies.weighted().body("\"outputs\":[{\"name\":\"heads\"}],"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.parameters.degraded")
                .isEqualTo(true)
                .jsonPath("$.parameters['defaulted.tag']")
                .isEqualTo(7)
                .jsonPath("$.id")
                .doesNotExist()
                .jsonPath("$.outputs.length()")
                .isEqualTo(1)
                .jsonPath("$.outputs[0].name")
                .isEqualTo("heads");
    }

    @Test
    void namesLostShardsAndIsNotToBeKept() {
        model.answerWithout(List.of("embedding-0", "embedding-2"), new DefaultedTable("tag", 7));
        post(INFER, InferenceBodies.weighted().body("\"outputs\":[{\"name\":\"score\"}],"))
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .json("""
                        {"model_name":"weighted","model_version":"3",
                         "parameters":{"degraded":true,"defaulted.tag":7,"lost_shards":"embedding-0,embedding-2"},
                         "outputs":[{"name":"score","shape":[2,1],"datatype":"FP32","data":[2.0,1.0]}]}
                        """, JsonCompareMode.STRICT);
    }

    @Test
    void keepsFloat32ValuesInText() {
        model.answerScores(0.1f, 1.1754944e-38f, 0.33333334f);
        post(INFER, InferenceBodies.weighted().body("\"outputs\":[{\"name\":\"score\"}],"))
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("\"data\":[0.1,1.1754944E-38,0.33333334]"));
    }

    @Test
    void refusesBadRequestsInTheProtocolsShape() {
        error(INFER, "{\"inputs\":[}", 400, "body: malformed JSON at line 1, column 12: ");
        error(INFER, "", 400, "body: empty (expected: a JSON object)");
        error(
                INFER,
                InferenceBodies.weighted()
                        .with("price", "FP32", "[3,1]", "[1,2,3]")
                        .body(),
                400,
                "tags.lengths: shape [2], batch 2 (expected: batch 3, since price has shape [3, 1])");
        error("/v2/models/nope/infer", "{}", 404, "model: 'nope'");
        error("/v2/models/weighted/versions/9/infer", "{}", 404, "version: '9'");
        error(
                INFER,
                " ".repeat(TestEndpoints.MAX_BODY_BYTES + 1),
                413,
                "body: 20001 bytes (expected: at most 20000 bytes)");
        error("/v2/models/loading/infer", "{}", 503, "model: 'loading' is loading");
    }

    @Test
    void countsAChunkedBodyAgainstTheLimit() {
        client.post()
                .uri(INFER)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Mono.just(" ".repeat(15_000)).repeat(2), String.class)
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("body: more (expected: at most 20000 bytes)");
    }

    @Test
    void refusesMethodsPathsAndForms() {
        client.get()
                .uri(INFER)
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "POST")
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("method: GET (expected: POST)");
        client.method(HttpMethod.DELETE)
                .uri("/v2/models/weighted")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "GET");
        client.get()
                .uri("/v2/repository/index")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("path: /v2/repository/index (expected: a path of this service's interfaces)");
        client.post()
                .uri(INFER)
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("Content-Type: 'text/plain' (expected: application/json in UTF-8)");
        client.post()
                .uri(INFER)
                .header("Content-Type", "application/json;charset=utf-16")
                .bodyValue("{}".getBytes(StandardCharsets.UTF_16))
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        client.post()
                .uri(INFER)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Content-Encoding", "gzip")
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        client.post()
                .uri(INFER)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue("{}".getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectStatus()
                .isEqualTo(415);
    }

    @Test
    void passesTheDeadlineOn() {
        client.post()
                .uri(INFER)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Request-Timeout-Ms", "15000")
                .bodyValue(InferenceBodies.weighted().body())
                .exchange()
                .expectStatus()
                .isOk();
        RankingRequest seen = Objects.requireNonNull(model.lastRequest());
        assertThat(seen.deadline().remaining()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
        timeout("0").expectStatus().isEqualTo(504);
        timeout("soon")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("X-Request-Timeout-Ms: 'soon' (expected: a whole number of milliseconds, 0 to 999999999)");
    }

    @Test
    void givesUpAtTheDeadlineWhateverTheModelDoes() {
        model.answerWith(Mono.never());
        timeout("50")
                .expectStatus()
                .isEqualTo(504)
                .expectBody()
                .jsonPath("$.error")
                .value(String.class, error -> assertThat(error).startsWith("deadline: "));
    }

    @Test
    void mapsFailuresOfTheModel() {
        failing(
                new InvalidInputException("terms.values: id 9 of table term (expected: 0 to 8)"),
                400,
                "terms.values: id 9");
        failing(
                new ShardUnavailableException("embedding-2: connection refused"),
                503,
                "embedding-2: connection refused");
        failing(new DeadlineExceededException("deadline: passed"), 504, "deadline: passed");
        failing(
                new InternalException("secret"),
                500,
                "internal error; the log of ranking-service has it under request r-9");
        failing(
                new IllegalStateException("secret"),
                500,
                "internal error; the log of ranking-service has it under request r-9");
        model.answerWith(Mono.error(new OverloadedException("queue: full", Duration.ofSeconds(3))));
        post(INFER, InferenceBodies.weighted().body())
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "3");
    }

    @Test
    void refusesScoresThatJsonCannotHold() {
        model.answerScores(0.5f, Float.NaN);
        error(
                INFER,
                InferenceBodies.weighted().body("\"outputs\":[{\"name\":\"score\"}],"),
                422,
                "score[1]: NaN (expected: a finite score");
    }

    private void failing(Throwable thrown, int status, String message) {
        model.answerWith(Mono.error(thrown));
        client.post()
                .uri(INFER)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Request-Id", "r-9")
                .bodyValue(InferenceBodies.weighted().body())
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .valueEquals("X-Request-Id", "r-9")
                .expectBody()
                .jsonPath("$.error")
                .value(String.class, error -> assertThat(error).startsWith(message));
    }

    private WebTestClient.ResponseSpec timeout(String header) {
        return client.post()
                .uri(INFER)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Request-Timeout-Ms", header)
                .bodyValue(InferenceBodies.weighted().body())
                .exchange();
    }

    private void error(String uri, String body, int status, String message) {
        post(uri, body)
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectHeader()
                .exists("X-Request-Id")
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$.error")
                .value(String.class, error -> assertThat(error).startsWith(message));
    }

    private WebTestClient.ResponseSpec post(String uri, String body) {
        return client.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private void get(String uri, int status, String body) {
        client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody()
                .json(body, JsonCompareMode.STRICT);
    }
}
