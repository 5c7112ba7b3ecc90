package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server with S3's interface. */
final class S3ArtifactsIT extends ArtifactSourceContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static S3Server server;
    private static ArtifactSources sources;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start();
        sources = new ArtifactSources(server.settings(), TIMEOUT);
    }

    @AfterAll
    static void stop() {
        sources.close();
        server.close();
    }

    @Override
    ArtifactSource source() {
        return sources;
    }

    @Override
    URI put(String name, byte[] content) {
        return server.put(name, content);
    }

    @Test
    void bringsAFileHere() {
        URI file = put("shards/shard-0/table-0.rows", CONTENT);
        Path target = directory.resolve("table-0.rows");
        new FileDownload(sources).exactly(file, CONTENT.length, target);
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void saysThatThereIsNoSuchBucket() {
        URI file = URI.create("s3://no-such-bucket/key");
        assertThatThrownBy(() -> sources.open(file, 0, null))
                .isInstanceOf(ArtifactException.class)
                .hasMessageStartingWith(file + ": status 404 NoSuchBucket");
    }

    @Test
    void saysThatAnAddressIsNone() {
        assertThatThrownBy(() -> sources.open(URI.create("s3://bucket/"), 0, null))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("expected: s3://bucket/key");
    }
}
