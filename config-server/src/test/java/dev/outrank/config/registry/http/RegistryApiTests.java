package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** The changes of the registry, and what is refused. */
final class RegistryApiTests extends ServedRegistry {

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
        expectProblem(post("/versions/v2/activate", note()), HttpStatus.CONFLICT);
        post("/versions/v2/retire", note())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version.state")
                .isEqualTo("RETIRING");
        get("/registry/v1/models/" + model.name())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.activeVersion")
                .isEqualTo("v1")
                .jsonPath("$.versions[0].state")
                .isEqualTo("SERVING")
                .jsonPath("$.versions[1].state")
                .isEqualTo("RETIRING");
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
    @ValueSource(strings = {"load", "activate", "retire"})
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
            {"unheardOf": 1}       | unheardOf: unknown field (expected: one of author, bundle, memoryMode, reason, shards, version)
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
}
