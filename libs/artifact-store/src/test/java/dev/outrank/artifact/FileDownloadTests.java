package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDownloadTests {

    private static final byte[] CONTENT = ArtifactSourceContract.CONTENT;

    @TempDir
    private Path directory;

    private final RangeServer server = new RangeServer();
    private final FileDownload download =
            new FileDownload(new HttpArtifacts(Duration.ofSeconds(10)), Duration.ofMillis(1));
    private URI file;
    private Path target;

    @BeforeEach
    void putFile() {
        file = server.put("table-0.rows", CONTENT);
        target = directory.resolve("table-0.rows");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void expectWhole() throws IOException {
        assertThat(target).hasBinaryContent(CONTENT);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void bringsAFileWhole() throws IOException {
        download.exactly(file, CONTENT.length, target);
        expectWhole();
    }

    @Test
    void bringsAFileWhoseLengthIsNotKnown() throws IOException {
        download.atMost(file, CONTENT.length, target);
        expectWhole();
    }

    @Test
    void asksForNothingThatIsThere() {
        download.exactly(file, CONTENT.length, target);
        download.exactly(file, CONTENT.length, target);
        assertThat(server.ranges).hasSize(1);
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        server.breakAfter(30_000);
        download.exactly(file, CONTENT.length, target);
        expectWhole();
        assertThat(server.ranges).containsExactly("-", "bytes=30000-", "bytes=60000-", "bytes=90000-");
    }

    @Test
    void goesOnBehindWhatAnEarlierProcessLeft() throws IOException {
        server.breakAfter(10_000);
        assertThatThrownBy(() -> download.exactly(file, CONTENT.length, target))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("5 times");
        assertThat(target).doesNotExist();
        server.breakAfter(Long.MAX_VALUE);
        new FileDownload(new HttpArtifacts(Duration.ofSeconds(10))).exactly(file, CONTENT.length, target);
        expectWhole();
        assertThat(server.ranges.getLast()).isEqualTo("bytes=50000-");
    }

    @Test
    void mixesNoTwoFiles() throws IOException {
        server.breakAfter(10_000);
        byte[] other = ArtifactSourceContract.bytes(2, CONTENT.length);
        assertThatThrownBy(() -> download.exactly(file, CONTENT.length, target)).isInstanceOf(ArtifactException.class);
        server.breakAfter(Long.MAX_VALUE);
        server.put("table-0.rows", other);
        download.exactly(file, CONTENT.length, target);
        assertThat(target).hasBinaryContent(other);
    }

    @Test
    void triesAgainWhereTheServerIsBusy() throws IOException {
        server.refuse(4, 503);
        download.exactly(file, CONTENT.length, target);
        expectWhole();
    }

    @Test
    void givesUpAfterFiveTimesAndSaysWhatTheServerSaid() {
        server.refuse(5, 503);
        assertThatThrownBy(() -> download.exactly(file, CONTENT.length, target))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("status 503")
                .hasMessageContaining("5 times");
        assertThat(server.ranges).hasSize(5);
    }

    @Test
    void asksOnceForWhatIsNotThere() {
        URI missing = file.resolve("missing");
        assertThatThrownBy(() -> download.exactly(missing, 1, target)).isInstanceOf(ArtifactException.class);
        assertThat(server.ranges).hasSize(1);
    }

    @Test
    void refusesAnotherLength() {
        assertThatThrownBy(() -> download.exactly(file, CONTENT.length + 1, target))
                .isInstanceOf(ArtifactException.class)
                .hasMessage(file + ": 100000 bytes (expected: 100001)");
        assertThatThrownBy(() -> download.atMost(file, CONTENT.length - 1, target))
                .isInstanceOf(ArtifactException.class)
                .hasMessage(file + ": 100000 bytes (expected: at most 99999)");
        assertThat(target).doesNotExist();
    }
}
