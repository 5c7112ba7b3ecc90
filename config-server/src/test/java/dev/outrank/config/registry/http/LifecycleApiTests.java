package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.ShardFacts;
import dev.outrank.config.report.ReplicaReports;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** A version's life over HTTP, with services that report as real ones do, and the conductor at work. */
final class LifecycleApiTests extends ServedRegistry {

    @Autowired
    private ModelRegistry registry;

    @Autowired
    private ReplicaReports reports;

    @AfterEach
    void leave() {
        Stream.of("ranking", "embedding-0", "embedding-1").forEach(reports::remove);
    }

    private static Map<String, Object> note(String field, Object value) {
        Map<String, Object> body = new TreeMap<>(note());
        body.put(field, value);
        return body;
    }

    private void report(String instance, @Nullable Integer shard, VersionReport version) {
        http.put()
                .uri("/registry/v1/replicas/" + instance)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ReplicaReport(
                        shard == null ? ServiceRole.RANKING : ServiceRole.EMBEDDING,
                        shard,
                        false,
                        registry.snapshot().snapshot().revision(),
                        List.of(version),
                        null,
                        List.of()))
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    private VersionReport loaded(String version, String fingerprint) {
        return new VersionReport(model.name(), version, LoadState.LOADED, fingerprint, null);
    }

    private void reportLoadedEverywhere(String version) {
        report("ranking", null, loaded(version, model.bundle().fingerprint()));
        for (ShardFacts shard : model.facts()) {
            report("embedding-" + shard.shard(), shard.shard(), loaded(version, shard.fingerprint()));
        }
    }

    private void awaitState(String version, VersionState state) {
        await().untilAsserted(() ->
                assertThat(registry.version(model.name(), version).state()).isEqualTo(state));
    }

    private void makeReady(String version) {
        register(version).expectStatus().isCreated();
        post("/versions/" + version + "/load", note()).expectStatus().isOk();
        reportLoadedEverywhere(version);
        awaitState(version, VersionState.READY);
    }

    @Test
    void goesFromLoadingToReadyTriedActiveAndBack() {
        makeReady("v1");
        post("/versions/v1/activate", note()).expectStatus().isOk();
        makeReady("v2");

        post("/versions/v2/canary", note("percent", 12.5)).expectStatus().isOk();
        get("/registry/v1/models/" + model.name())
                .expectBody()
                .jsonPath("$.canary.version")
                .isEqualTo("v2")
                .jsonPath("$.canary.percent")
                .isEqualTo(12.5)
                .jsonPath("$.pinned")
                .isEqualTo(false);
        post("/canary/end", note()).expectStatus().isOk();
        post("/versions/v2/activate", note()).expectStatus().isOk();
        post("/pin", note()).expectStatus().isOk();
        expectProblem(post("/rollback", note()), HttpStatus.CONFLICT);
        post("/unpin", note()).expectStatus().isOk();
        post("/rollback", note())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version.version")
                .isEqualTo("v1");
        post("/rollback", note("version", "v2"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version.version")
                .isEqualTo("v2");
    }

    @Test
    void goesBackOnceHoweverOftenItIsAskedToGoBackFromAVersion() {
        makeReady("v1");
        post("/versions/v1/activate", note()).expectStatus().isOk();
        makeReady("v2");
        post("/versions/v2/canary", note("percent", 5)).expectStatus().isOk();
        expectProblem(post("/rollback", note("from", "v1")), HttpStatus.CONFLICT)
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail)
                        .contains("version 'v1' is active and 'v2' tried (expected: 'v2', to go back from"));
        post("/rollback", note("from", "v2")).expectStatus().isOk();

        post("/versions/v2/activate", note()).expectStatus().isOk();
        post("/rollback", note("from", "v2")).expectStatus().isOk();
        expectProblem(post("/rollback", note("from", "v2")), HttpStatus.CONFLICT)
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("version 'v1' is active (expected: 'v1'"));
        assertThat(registry.model(model.name()).activeVersion()).isEqualTo("v1");
    }

    @Test
    void saysWhyAVersionFailed() {
        register("v1").expectStatus().isCreated();
        post("/versions/v1/load", note()).expectStatus().isOk();
        report(
                "embedding-1",
                1,
                new VersionReport(model.name(), "v1", LoadState.FAILED, null, "rows: a checksum is wrong"));

        awaitState("v1", VersionState.FAILED);
        VersionEntry failed = registry.version(model.name(), "v1");
        assertThat(failed.failure()).startsWith("shard 1: embedding-1: rows: a checksum is wrong");
        expectProblem(post("/versions/v1/activate", note()), HttpStatus.CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.5})
    void refusesAPercentageThatCannotBe(double percent) {
        register("v1").expectStatus().isCreated();

        expectProblem(post("/versions/v1/canary", note("percent", percent)), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo("percent");
    }

    @Test
    void namesThePercentageWhereItIsMissing() {
        register("v1").expectStatus().isCreated();

        expectProblem(post("/versions/v1/canary", note()), HttpStatus.BAD_REQUEST)
                .jsonPath("$.detail")
                .isEqualTo("percent: missing (expected: above 0, at most 100)");
    }

    @Test
    void takesTheMemoryModeOfARegistration() {
        Map<String, String> body = registration("v1");
        body.put("memoryMode", "REPLACE");

        post("/versions", body)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.version.memoryMode")
                .isEqualTo("REPLACE");

        body.put("version", "v2");
        body.put("memoryMode", "SQUEEZE");
        expectProblem(post("/versions", body), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo("memoryMode");
    }
}
