package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as S3 does, and worse. */
final class S3ArtifactsTests {

    private static final byte[] CONTENT = ArtifactSourceContract.CONTENT;
    private static final URI FILE = URI.create("s3://my_bucket/a//rows");

    @TempDir
    private Path directory;

    private final RangeServer server = new RangeServer();
    private final S3Artifacts s3 =
            new S3Artifacts(new S3Settings(server.base(), "us-east-1", true, true), Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        s3.close();
        server.close();
    }

    @Test
    void readsKeysWithEmptyPartsOfBucketsThatAreNoHostNames() throws IOException {
        server.put("my_bucket/a//rows", CONTENT);
        try (OpenArtifact open = s3.open(FILE, 0, null)) {
            assertThat(open.length()).isEqualTo(CONTENT.length);
            assertThat(open.content().readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void readsWhatHasNoLength() throws IOException {
        server.put("my_bucket/a//rows", CONTENT);
        server.withoutLengths();
        try (OpenArtifact open = s3.open(FILE, 0, null)) {
            assertThat(open.length()).isEqualTo(-1);
            assertThat(open.content().readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void goesOnWhereTheConnectionBroke() {
        server.put("my_bucket/a//rows", CONTENT);
        server.breakAfter(30_000);
        Path target = directory.resolve("rows");
        new FileDownload(s3, Duration.ofMillis(1)).exactly(FILE, CONTENT.length, target);
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void trustsNoPartThatBeginsElsewhere() throws IOException {
        server.put("my_bucket/a//rows", CONTENT);
        server.tag("\"1\"");
        server.shift(1);
        try (OpenArtifact open = s3.open(FILE, 70_001, "\"1\"")) {
            assertThat(open.from()).isZero();
            assertThat(open.content().readAllBytes()).isEqualTo(CONTENT);
        }
    }
}
