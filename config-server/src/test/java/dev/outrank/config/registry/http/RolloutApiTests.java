package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.report.ReplicaReports;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.TrafficReport;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Rollouts over HTTP. */
final class RolloutApiTests extends ServedRegistry {

    private static final String RANKING = "ranking-of-rollouts";

    @Autowired
    private ModelRegistry registry;

    @Autowired
    private ReplicaReports reports;

    @AfterEach
    void leave() {
        reports.remove(RANKING);
    }

    private static Map<String, Object> body(String field, Object value) {
        Map<String, Object> body = new TreeMap<>(note());
        body.put(field, value);
        return body;
    }

    private void report(long canaryRequests, long canaryErrors) {
        String fingerprint = model.bundle().fingerprint();
        ReplicaReport report = new ReplicaReport(
                ServiceRole.RANKING,
                null,
                true,
                registry.snapshot().snapshot().revision(),
                List.of(
                        new VersionReport(model.name(), "v1", LoadState.LOADED, fingerprint, null),
                        new VersionReport(model.name(), "v2", LoadState.LOADED, fingerprint, null)),
                null,
                List.of(
                        new TrafficReport(model.name(), "v1", 10 * canaryRequests, 0, 0, Map.of(), Map.of()),
                        new TrafficReport(model.name(), "v2", canaryRequests, canaryErrors, 0, Map.of(), Map.of())));
        http.put()
                .uri("/registry/v1/replicas/" + RANKING)
                .contentType(MediaType.APPLICATION_JSON)
                .body(report)
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    private void publish() {
        register("v1").expectStatus().isCreated();
        post("/versions/v1/activate", note()).expectStatus().isOk();
        register("v2").expectStatus().isCreated();
        post("/versions/v2/load", note()).expectStatus().isOk();
        report(0, 0);
        await().untilAsserted(() ->
                assertThat(registry.version(model.name(), "v2").state()).isEqualTo(VersionState.READY));
    }

    private ResponseSpec newest() {
        return get("/registry/v1/models/" + model.name() + "/rollout");
    }

    @Test
    void startsOneWithTheDefaultsAndShowsIt() {
        publish();
        post("/versions/v2/rollout", note())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.model")
                .isEqualTo(model.name())
                .jsonPath("$.revision")
                .isNumber()
                .jsonPath("$.version.state")
                .isEqualTo("READY");
        newest().expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo("v2")
                .jsonPath("$.steps[0]")
                .isEqualTo(1.0)
                .jsonPath("$.steps[3]")
                .isEqualTo(100.0)
                .jsonPath("$.step")
                .isEqualTo(0)
                .jsonPath("$.percent")
                .isEqualTo(1.0)
                .jsonPath("$.pauseSeconds")
                .isEqualTo(60.0)
                .jsonPath("$.state")
                .isEqualTo("RUNNING")
                .jsonPath("$.stepBegan")
                .isNotEmpty()
                .jsonPath("$.bounds.errorRate")
                .isEqualTo(0.01)
                .jsonPath("$.bounds.degradedRate")
                .isEqualTo(0.01)
                .jsonPath("$.bounds.latencyFactor")
                .isEqualTo(1.25)
                .jsonPath("$.bounds.scoreShift")
                .isEqualTo(0.2)
                .jsonPath("$.bounds.minRequests")
                .isEqualTo(100);
        expectProblem(post("/versions/v2/rollout", note()), HttpStatus.CONFLICT);
        post("/canary/end", note()).expectStatus().isOk();
        newest().expectBody().jsonPath("$.state").isEqualTo("STOPPED");
    }

    @Test
    void rollsAFailingOneBackAndShowsWhatWasSeen() {
        publish();
        post("/versions/v2/rollout", body("bounds", Map.of("errorRate", 0.5, "minRequests", 5)))
                .expectStatus()
                .isOk();
        await().untilAsserted(() ->
                newest().expectBody().jsonPath("$.canary.requests").isEqualTo(0));
        report(100, 100);
        await().untilAsserted(() -> newest().expectBody().jsonPath("$.state").isEqualTo("ROLLED_BACK"));
        newest().expectBody()
                .jsonPath("$.reason")
                .value(String.class, reason -> assertThat(reason)
                        .startsWith("at 1.0 %: error rate: 100.00 %, 100 of 100 requests"))
                .jsonPath("$.canary.requests")
                .isEqualTo(100)
                .jsonPath("$.canary.errorRate")
                .isEqualTo(1.0)
                .jsonPath("$.stable.requests")
                .isEqualTo(1000)
                .jsonPath("$.stable.errorRate")
                .isEqualTo(0.0)
                .jsonPath("$.bounds.errorRate")
                .isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steps        | [10, 5, 100]",
                "steps        | [100]",
                "steps        | []",
                "steps        | [1, 50]",
                "pauseSeconds | -1",
                "pauseSeconds | 1e9",
                "bounds       | {\"errorRate\": 2}",
                "bounds       | {\"minRequests\": 0}",
                "bounds       | {\"latency\": 2}",
                "percent      | 5"
            })
    void namesTheFieldThatCannotBe(String field, String value) {
        register("v1").expectStatus().isCreated();
        String json = "{\"author\": \"ben\", \"reason\": \"a test\", \"" + field + "\": " + value + "}";
        expectProblem(post("/versions/v1/rollout", json), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .value(String.class, named -> assertThat(named).startsWith(field));
    }

    @Test
    void refusesAVersionThatIsNotReadyAndUnknownOnes() {
        register("v1").expectStatus().isCreated();
        expectProblem(post("/versions/v1/rollout", note()), HttpStatus.CONFLICT);
        expectProblem(post("/versions/v9/rollout", note()), HttpStatus.NOT_FOUND);
        expectProblem(newest(), HttpStatus.NOT_FOUND);
        expectProblem(get("/registry/v1/models/unknown/rollout"), HttpStatus.NOT_FOUND);
    }

    @Test
    void isDocumentedAndMeasured() {
        get("/v3/api-docs")
                .expectBody()
                .jsonPath("$.paths['/registry/v1/models/{model}/rollout'].get")
                .exists()
                .jsonPath("$.paths['/registry/v1/models/{model}/versions/{version}/rollout'].post")
                .exists();
        assertThat(client(managementPort)
                        .get()
                        .uri("/actuator/prometheus")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(String.class)
                        .getResponseBody())
                .contains(
                        "outrank_registry_rollouts{application=\"config-server\",state=\"running\"}",
                        "state=\"rolled_back\"}");
    }
}
