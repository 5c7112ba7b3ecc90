package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Reports over HTTP. */
final class ReplicaApiTests extends ServedRegistry {

    private static final String RANKING =
            "{\"service\": \"RANKING\", \"singular\": false, \"revision\": 3, \"versions\": [], \"traffic\": []}";

    private ResponseSpec put(String instance, String body) {
        return http.put()
                .uri("/registry/v1/replicas/{instance}", instance)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    @Test
    void listsWhoReportsUntilItLeaves() {
        String path = "$.replicas[?(@.instance == 'ranking-host:8.1')]";
        put("ranking-host:8.1", RANKING).expectStatus().isNoContent();

        get("/registry/v1/replicas")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath(path + ".report.service")
                .isEqualTo("RANKING")
                .jsonPath(path + ".report.revision")
                .isEqualTo(3)
                .jsonPath(path + ".ageMillis")
                .exists();

        http.delete()
                .uri("/registry/v1/replicas/ranking-host:8.1")
                .exchange()
                .expectStatus()
                .isNoContent();
        get("/registry/v1/replicas")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath(path)
                .doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                       | body: missing (expected: a JSON object)
            null                                                     | body: missing (expected: a JSON object)
            {                                                        | body: malformed JSON at line 1, column 2 (expected: a JSON object)
            []                                                       | body: an array (expected: a JSON object)
            """)
    void saysWhatIsWrongWithABody(String body, String detail) {
        expectProblem(put("a", body), HttpStatus.BAD_REQUEST)
                .jsonPath("$.detail")
                .isEqualTo(detail);
    }

    @Test
    void refusesFieldsThatAreUnknown() {
        expectProblem(put("a", RANKING.replace("\"revision\"", "\"speed\": 1, \"revision\"")), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo("speed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            service | "service": "RANKING" | "service": null
            versions[0].version | "versions": [] | "versions": [{"model": "m"}]
            versions[1].version | "versions": [] | "versions": [{"model": "m", "version": "1", "state": "LOADING"}, {"model": "m", "version": "1", "state": "LOADING"}]
            versions[0].state | "versions": [] | "versions": [{"model": "m", "version": "1"}]
            versions[0].fingerprint | "versions": [] | "versions": [{"model": "m", "version": "1", "state": "LOADED"}]
            versions[0].reason | "versions": [] | "versions": [{"model": "m", "version": "1", "state": "FAILED"}]
            traffic[0].errors | "traffic": [] | "traffic": [{"model": "m", "version": "1", "requests": 1, "errors": -1, "degraded": 0}]
            traffic[0].degraded | "traffic": [] | "traffic": [{"model": "m", "version": "1", "requests": 2, "errors": 1, "degraded": 2}]
            traffic[0].scores | "traffic": [] | "traffic": [{"model": "m", "version": "1", "requests": 1, "errors": 0, "degraded": 0, "scores": {"4096": 1}}]
            memory.usedBytes | "traffic": [] | "memory": {"limitBytes": 1, "usedBytes": -1}
            """)
    void namesTheFieldThatCannotBe(String field, String part, String wrong) {
        expectProblem(put("a", RANKING.replace(part, wrong)), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "RANKING" | "GATEWAY"
            "revision": 3 | "revision": -1
            "revision": 3 | "revision": "three"
            "revision": 3 | "shard": 1, "revision": 3
            "versions": [] | "versions": [null]
            """)
    void refusesWhatIsNoReport(String part, String wrong) {
        expectProblem(put("a", RANKING.replace(part, wrong)), HttpStatus.BAD_REQUEST);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        String body = RANKING.replace("[]", "[" + " ".repeat(ReportBody.MOST_BYTES) + "]");

        expectProblem(put("a", body), HttpStatus.CONTENT_TOO_LARGE)
                .jsonPath("$.detail")
                .value(String.class, text -> assertThat(text).contains("expected: at most 900000 bytes"));
    }

    @Test
    void takesABodyThatIsLargerThanThoseOfChanges() {
        put("large", RANKING.replace("[]", "[" + " ".repeat(100_000) + "]"))
                .expectStatus()
                .isNoContent();
    }

    @Test
    void refusesNamesThatCannotBe() {
        expectProblem(put("a b", RANKING), HttpStatus.BAD_REQUEST)
                .jsonPath("$.field")
                .isEqualTo("instance");
        expectProblem(put("a".repeat(129), RANKING), HttpStatus.BAD_REQUEST);
    }

    @Test
    void describesTheReport() {
        get("/v3/api-docs")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath(
                        "$.paths['/registry/v1/replicas/{instance}'].put.requestBody.content['application/json'].schema['$ref']")
                .isEqualTo("#/components/schemas/ReplicaReport")
                .jsonPath("$.paths['/registry/v1/models/{model}/versions/{version}/load'].post")
                .exists()
                .jsonPath("$.paths['/registry/v1/models/{model}/rollback'].post")
                .exists();
    }
}
