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
}
