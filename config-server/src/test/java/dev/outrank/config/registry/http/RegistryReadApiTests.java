package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What the server says of itself and of the registry. */
final class RegistryReadApiTests extends ServedRegistry {

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
