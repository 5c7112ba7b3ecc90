package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.InternalException;
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
            assertThat(files).containsExactlyInAnyOrder(target, directory.resolve("table-0.rows.tag"));
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
                .isInstanceOf(SourceDownException.class)
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
        assertThatThrownBy(() -> download.exactly(file, CONTENT.length, target))
                .isInstanceOf(SourceDownException.class);
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
                .isInstanceOf(SourceDownException.class)
                .hasMessageStartingWith(file + ": tried 5 times: ")
                .hasMessageContaining("status 503");
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

    @Test
    void asksForTheLastByteWhereAllIsThere() throws IOException {
        download.exactly(file, CONTENT.length, target);
        Files.move(target, directory.resolve("table-0.rows.part"));
        download.exactly(file, CONTENT.length, target);
        expectWhole();
        assertThat(server.ranges).containsExactly("-", "bytes=99999-");
    }

    @Test
    void saysOnceThatTheDiskIsToBlame() {
        Path nowhere = directory.resolve("missing/table-0.rows");
        assertThatThrownBy(() -> download.exactly(file, CONTENT.length, nowhere))
                .isInstanceOf(InternalException.class)
                .hasMessageContaining("expected: a disk with room");
        assertThat(server.ranges).hasSize(1);
    }

    @Test
    void takesABlankTagForNone() throws IOException {
        Files.write(directory.resolve("table-0.rows.part"), new byte[10]);
        Files.writeString(directory.resolve("table-0.rows.tag"), " ");
        download.exactly(file, CONTENT.length, target);
        expectWhole();
        assertThat(server.ranges).containsExactly("-");
    }

    @Test
    void endsWhereAllFilesTogetherAreTooLargeOrTakeTooLong() {
        DownloadLimit bytes = new DownloadLimit(CONTENT.length + 1, Duration.ofMinutes(1));
        download.atMost(file, CONTENT.length, target, bytes);
        assertThatThrownBy(() -> download.atMost(file, CONTENT.length, directory.resolve("second"), bytes))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("with the files before it (expected: at most 100001)");
        DownloadLimit time = new DownloadLimit(Long.MAX_VALUE, Duration.ofNanos(1));
        assertThatThrownBy(() -> download.atMost(file, CONTENT.length, directory.resolve("third"), time))
                .isInstanceOf(SourceDownException.class)
                .hasMessageContaining("not whole after PT0.000000001S");
    }
}
