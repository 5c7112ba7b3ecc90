package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpArtifactsTests extends ArtifactSourceContract {

    private final RangeServer server = new RangeServer();
    private final HttpArtifacts http = new HttpArtifacts(Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    ArtifactSource source() {
        return http;
    }

    @Override
    URI put(String name, byte[] content) {
        return server.put(name, content);
    }

    @Test
    void beginsAnewWhereTheServerTakesNoRanges() throws IOException {
        URI file = put("file", CONTENT);
        server.withoutRanges();
        try (OpenArtifact open = http.open(file, 5, "\"whatever\"")) {
            assertThat(open.from()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void saysThatTryingAgainMayHelp(int status) {
        URI file = put("file", CONTENT);
        server.refuse(1, status);
        assertThatThrownBy(() -> http.open(file, 0, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void saysThatTryingAgainDoesNotHelp(int status) {
        URI file = put("file", CONTENT);
        server.refuse(1, status);
        assertThatThrownBy(() -> http.open(file, 0, null))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("status " + status);
    }

    @Test
    void neverWaitsWithoutEndForBytes() {
        URI file = put("file", CONTENT);
        server.stall();
        HttpArtifacts hasty = new HttpArtifacts(Duration.ofMillis(100));
        assertThatThrownBy(() -> {
                    try (OpenArtifact open = hasty.open(file, 0, null)) {
                        open.content().readAllBytes();
                    }
                })
                .isInstanceOf(SocketTimeoutException.class);
    }

    private String tagOf(URI file) throws IOException {
        try (OpenArtifact open = http.open(file, 0, null)) {
            return String.valueOf(open.tag());
        }
    }

    private void expectAllOf(URI file, String tag) throws IOException {
        try (OpenArtifact open = http.open(file, 70_001, tag)) {
            assertThat(open.from()).isZero();
            assertThat(open.content().readAllBytes()).isEqualTo(server.get("file"));
        }
    }

    @Test
    void trustsNoPartOfAnotherFile() throws IOException {
        URI file = put("file", CONTENT);
        String tag = tagOf(file);
        server.withoutConditions();
        put("file", bytes(2, CONTENT.length));
        expectAllOf(file, tag);
    }

    @Test
    void trustsNoPartThatBeginsElsewhere() throws IOException {
        URI file = put("file", CONTENT);
        server.shift(1);
        expectAllOf(file, tagOf(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "W/\"1\""})
    void takesForATagOnlyWhatIsAStrongOne(String tag) throws IOException {
        URI file = put("file", CONTENT);
        server.tag(tag);
        try (OpenArtifact open = http.open(file, 0, null)) {
            assertThat(open.tag()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:1/file", "file:///etc/hostname", "ftp://127.0.0.1/file"})
    void followsNoRedirectToAnotherScheme(String location) {
        URI file = put("file", CONTENT);
        server.redirect(location);
        assertThatThrownBy(() -> http.open(file, 0, null))
                .isInstanceOf(ArtifactException.class)
                .hasMessage(file + ": status 302 (expected: 200)");
    }
}
