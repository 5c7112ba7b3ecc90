package dev.outrank.workbench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoldenRequestsTests {

    @TempDir
    Path dir;

    @Test
    void readsRequestsScoresAndClicks() throws IOException {
        Path file = dir.resolve("golden.ndjson");
        Files.writeString(file, """
                {"context":{"history":[7,8]},"candidates":[{"id":"a","price":[0.1,0.2],"tags":[1]},\
                {"id":"b","price":[0.3,0.4],"tags":[]}],"scores":[0.5,0.25],"clicks":[0,1]}
                """);
        GoldenLine line = GoldenRequests.read(TinyModel.manifest(), file).getFirst();
        assertThat(line.scores()).containsExactly(.5, .25);
        assertThat(line.clicks()).containsExactly(false, true);
        assertThat(Interface.RANK.body(line.request()))
                .isEqualTo(Interface.RANK.body(CurlLine.firstCandidates(TinyModel.request(), 2)));
    }

    @Test
    void namesTheFileWhenALineIsNoRequest() throws IOException {
        Path file = dir.resolve("golden.ndjson");
        Files.writeString(file, "{\"context\":");
        assertThatThrownBy(() -> GoldenRequests.read(TinyModel.manifest(), file))
                .hasMessageContaining("golden.ndjson");
    }
}
