package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.ConfigServer;
import dev.outrank.config.registry.PackedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The whole server over HTTP. All tests share one registry; each has a model of its own. */
@SpringBootTest(
        classes = ConfigServer.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.datasource.url=jdbc:h2:mem:api", "management.server.port=0"})
final class RegistryApiTests {

    private static final AtomicInteger RUNS = new AtomicInteger();

    @TempDir
    private Path directory;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private Environment environment;

    private RestTestClient http;
    private PackedModel model;

    @BeforeEach
    void prepare(TestInfo test) {
        http = client(port);
        model = PackedModel.write(
                directory, test.getTestMethod().orElseThrow().getName() + "." + RUNS.incrementAndGet());
    }

    private static RestTestClient client(int port) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(Duration.ofSeconds(60));
        return RestTestClient.bindToServer(requests)
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    private Map<String, String> registration(String version) {
        Map<String, String> body = new TreeMap<>(note());
        body.put("version", version);
        body.put("bundle", model.bundle().directory().toUri().toString());
        body.put("shards", model.shards().toUri().toString());
        return body;
    }

    private static Map<String, String> note() {
        return Map.of("author", "release-pipeline", "reason", "a test");
    }

    private ResponseSpec post(String path, Object body) {
        return http.post()
                .uri("/registry/v1/models/" + model.name() + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private ResponseSpec register(String version) {
        return post("/versions", registration(version));
    }

    private ResponseSpec get(String path) {
        return http.get().uri(path).exchange();
    }

    private static RestTestClient.BodyContentSpec expectProblem(ResponseSpec response, HttpStatus status) {
        return response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status.value())
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.trace")
                .doesNotExist()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail)
                        .doesNotContain("Exception", "java.", "dev.outrank", "jackson", "StreamRead", "Deserializ"));
    }

    @Test
    void registersActivatesAndRetires() {
        register("v1")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/registry/v1/models/" + model.name() + "/versions/v1")
                .expectBody()
                .jsonPath("$.model")
                .isEqualTo(model.name())
                .jsonPath("$.version.version")
                .isEqualTo("v1")
                .jsonPath("$.version.state")
                .isEqualTo("REGISTERED")
                .jsonPath("$.version.bundleFingerprint")
                .isEqualTo(model.bundle().fingerprint());
        register("v2").expectStatus().isCreated();
        post("/versions/v1/activate", note())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version.state")
                .isEqualTo("SERVING");
        post("/versions/v2/activate", note()).expectStatus().isOk();
        post("/versions/v1/retire", note())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version.state")
                .isEqualTo("RETIRED");
        get("/registry/v1/models/" + model.name())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.activeVersion")
                .isEqualTo("v2")
                .jsonPath("$.versions[0].state")
                .isEqualTo("RETIRED")
                .jsonPath("$.versions[1].state")
                .isEqualTo("SERVING");
    }

    @Test
    void listsModelsVersionsAndRevisions() {
        register("v1").expectStatus().isCreated();
        get("/registry/v1/models")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.models[?(@.name == '" + model.name() + "')].versions[0].version")
                .isEqualTo("v1");
        get("/registry/v1/models/" + model.name() + "/versions/v1")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.shards")
                .isEqualTo(model.shards().toUri().toString());
        get("/registry/v1/revisions?limit=1")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.revisions.length()")
                .isEqualTo(1)
                .jsonPath("$.revisions[0].model")
                .isEqualTo(model.name())
                .jsonPath("$.revisions[0].action")
                .isEqualTo("REGISTER")
                .jsonPath("$.revisions[0].author")
                .isEqualTo("release-pipeline")
                .jsonPath("$.revisions[0].reason")
                .isEqualTo("a test")
                .jsonPath("$.revisions[0].at")
                .value(String.class, text -> assertThat(text).contains("T"));
    }

    @Test
    void answersNotModifiedWhileTheTagHolds() {
        register("v1").expectStatus().isCreated();
        var answer = get("/registry/v1/snapshot")
                .expectStatus()
                .isOk()
                .expectHeader()
                .exists("Outrank-Registry")
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache")
                .returnResult(String.class);
        String tag = String.valueOf(answer.getResponseHeaders().getETag());
        assertThat(tag).startsWith("\"");
        http.get()
                .uri("/registry/v1/snapshot")
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectHeader()
                .valueEquals("ETag", tag)
                .expectBody()
                .isEmpty();
        post("/versions/v1/activate", note()).expectStatus().isOk();
        http.get()
                .uri("/registry/v1/snapshot")
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.models[?(@.name == '" + model.name() + "')].activeVersion")
                .isEqualTo("v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "bundle", "shards", "author", "reason"})
    void namesTheFieldThatIsMissing(String field) {
        Map<String, String> body = registration("v1");
        body.remove(field);
        expectProblem(post("/versions", body), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo(field)
                .jsonPath("$.detail")
                .value(String.class, text -> assertThat(text).contains(field + ": missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "version, ''",
        "version, a b",
        "version, ../v1",
        "bundle, /models/clicks",
        "bundle, http://host/clicks",
        "bundle, 'file:clicks'",
        "bundle, 'no uri'",
        "bundle, file:///no/such/bundle",
        "shards, file:///no/such/shards",
        "shards, 'file://host/shards'",
        "author, ' '",
        "reason, ''"
    })
    void namesTheFieldThatIsWrong(String field, String value) {
        Map<String, String> body = registration("v1");
        body.put(field, value);
        expectProblem(post("/versions", body), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"activate", "retire"})
    void namesTheFieldThatIsMissingInAChange(String change) {
        register("v1").expectStatus().isCreated();
        expectProblem(post("/versions/v1/" + change, Map.of("author", "release-pipeline")), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo("reason");
    }

    @Test
    void refusesTextsThatAreTooLong() {
        Map<String, String> body = registration("v1");
        body.put("author", "a".repeat(201));
        expectProblem(post("/versions", body), HttpStatus.BAD_REQUEST)
                .jsonPath("$.detail")
                .isEqualTo("author: (expected: at most 200 characters)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                     | body: missing (expected: a JSON object)
            null                   | body: missing (expected: a JSON object)
            {                      | body: malformed JSON at line 1, column 2 (expected: a JSON object)
            {"version": 1,}        | body: malformed JSON at line 1, column 15 (expected: a JSON object)
            []                     | body: an array (expected: a JSON object)
            "text"                 | body: a string (expected: a JSON object)
            5                      | body: a number (expected: a JSON object)
            {"version": {}}        | version: an object (expected: a string)
            {"author": ["a", "b"]} | author: an array (expected: a string)
            {"unheardOf": 1}       | unheardOf: unknown field (expected: one of author, bundle, reason, shards, version)
            """)
    void saysInWordsOfJsonWhatABodyIsAndWhatWasExpected(String body, String detail) {
        expectProblem(post("/versions", body), HttpStatus.BAD_REQUEST)
                .jsonPath("$.detail")
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "{\"shards\": 5}", "not JSON"})
    void namesNoClassesWhenAFileOfTheVersionIsMalformed(String content) throws IOException {
        Files.writeString(model.shards().resolve("plan.json"), content);
        expectProblem(register("v1"), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo("shards");
    }

    @Test
    void namesAFieldThatIsUnknown() {
        Map<String, String> body = registration("v1");
        body.put("canary", "5");
        expectProblem(post("/versions", body), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo("canary");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        Map<String, String> body = registration("v1");
        body.put("reason", "r".repeat(1 << 20));
        expectProblem(post("/versions", body), HttpStatus.CONTENT_TOO_LARGE);
    }

    @Test
    void refusesAnotherMediaType() {
        expectProblem(
                http.post()
                        .uri("/registry/v1/models/clicks/versions")
                        .contentType(MediaType.TEXT_PLAIN)
                        .body("version=v1")
                        .exchange(),
                HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void answersConflictWhenTheVersionIsTaken() {
        register("v1").expectStatus().isCreated();
        expectProblem(register("v1"), HttpStatus.CONFLICT)
                .jsonPath("$.detail")
                .value(String.class, text -> assertThat(text).contains("'v1'"));
    }

    @Test
    void answersConflictWhenTheStateForbidsIt() {
        register("v1").expectStatus().isCreated();
        register("v2").expectStatus().isCreated();
        post("/versions/v1/activate", note()).expectStatus().isOk();
        expectProblem(post("/versions/v1/retire", note()), HttpStatus.CONFLICT);
        post("/versions/v2/retire", note()).expectStatus().isOk();
        expectProblem(post("/versions/v2/activate", note()), HttpStatus.CONFLICT);
    }

    @Test
    void answersNotFoundForWhatIsUnknown() {
        expectProblem(get("/registry/v1/models/unheard-of"), HttpStatus.NOT_FOUND);
        expectProblem(post("/versions/v1/activate", note()), HttpStatus.NOT_FOUND);
        register("v1").expectStatus().isCreated();
        expectProblem(post("/versions/v2/retire", note()), HttpStatus.NOT_FOUND);
        expectProblem(get("/registry/v1/models/" + model.name() + "/versions/v2"), HttpStatus.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/registry/v1", "/registry/v1/unheard-of", "/registry/v1/models/a/b", "/registry/v2/a/b/c"})
    void answersNotFoundForUnknownAddressesAndNoProperties(String path) {
        expectProblem(get(path), HttpStatus.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=many", "before=never"})
    void refusesPagesThatCannotBe(String query) {
        expectProblem(get("/registry/v1/revisions?" + query), HttpStatus.BAD_REQUEST);
    }

    @Test
    void refusesAnotherMethod() {
        expectProblem(http.delete().uri("/registry/v1/snapshot").exchange(), HttpStatus.METHOD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, outrank.gateway.body.max-size, 16MB",
        "ranking, outrank.ranking.http.max-body-size, 16MB",
        "embedding, outrank.embedding.max-frame-bytes, 16MB",
        "anything, outrank.registry.poll-interval, 1s"
    })
    void servesThePropertiesOfTheServices(String application, String key, String value) {
        get("/" + application + "/default")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo(application)
                .jsonPath("$.propertySources[*].source['" + key + "']")
                .isEqualTo(value);
    }

    @Test
    void describesItsInterface() {
        get("/v3/api-docs")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/registry/v1/models/{model}/versions'].post")
                .exists()
                .jsonPath("$.paths['/registry/v1/snapshot'].get")
                .exists()
                .jsonPath("$.paths['/{name}/{profiles}']")
                .doesNotExist();
        get("/swagger-ui/index.html")
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML);
    }

    @Test
    void reportsHealthAndMetricsOnTheManagementPort() {
        RestTestClient management = client(managementPort);
        for (String group : new String[] {"", "/liveness", "/readiness"}) {
            management
                    .get()
                    .uri("/actuator/health" + group)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("UP");
        }
        assertThat(management
                        .get()
                        .uri("/actuator/prometheus")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(String.class)
                        .getResponseBody())
                .contains("jvm_memory_used_bytes");
        management.get().uri("/actuator/env").exchange().expectStatus().isNotFound();
    }

    @Test
    void handlesRequestsOnVirtualThreads() {
        assertThat(environment.getProperty("spring.threads.virtual.enabled", Boolean.class))
                .isTrue();
    }
}
