package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.outrank.artifact.ArtifactSources;
import dev.outrank.artifact.S3Settings;
import dev.outrank.artifact.ShardPlaces;
import dev.outrank.embedding.PackedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions whose shards lie on an HTTP server. */
final class PulledShardsTests {

    private static final int SHARD = 0;
    private static final long MUCH = 1L << 20;

    @TempDir
    private Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private final ArtifactSources sources = new ArtifactSources(S3Settings.amazon(), Duration.ofSeconds(10));
    private HttpServer server;
    private ShardPlaces places;
    private ShardCatalog catalog;

    @BeforeEach
    void serve() throws IOException {
        Files.createDirectories(directory.resolve("served"));
        server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                directory.resolve("served"),
                OutputLevel.NONE);
        server.start();
        open(MUCH);
    }

    @AfterEach
    void close() {
        catalog.close();
        places.close();
        server.stop(0);
        sources.close();
    }

    private void open(long cacheBytes) {
        places = new ShardPlaces(sources, directory.resolve("cache"), cacheBytes);
        ShardLoader loader = ShardCatalogs.mappingLoader(SHARD, places);
        catalog = new ShardCatalog(loader, Runnable::run, ShardCatalogs.RETRIES, nanos::get);
    }

    private PackedModel pack(String name) {
        return PackedModel.pack(directory.resolve("served").resolve(name), name, 100);
    }

    private WantedVersion wanted(PackedModel model) {
        URI shards = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + model.name() + "/packed");
        return new WantedVersion(new VersionKey(model.name(), "v1"), shards, model.bundleFingerprint());
    }

    private List<Long> served() {
        try (ShardGeneration generation = catalog.lease()) {
            return generation.versions().stream()
                    .map(version -> version.header().fingerprint())
                    .toList();
        }
    }

    private String failure() {
        assertThat(catalog.failed()).hasSize(1);
        return catalog.failed().getFirst().reason();
    }

    private List<String> entries() throws IOException {
        Path entries = directory.resolve("cache/entries");
        try (Stream<Path> files = Files.walk(entries)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("cache/entries"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static Path rows(PackedModel model) {
        return model.packed().resolve("shard-0/table-0.rows");
    }

    private static void flipLastByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void bringsItsOwnShardAlone() throws IOException {
        PackedModel model = pack("one");
        catalog.apply(1, List.of(wanted(model)));
        assertThat(served()).containsExactly(model.fingerprint(SHARD));
        assertThat(entries()).containsExactly("plan.json", "shard.header", "table-0.rows", "table-1.rows");
    }

    @Test
    void servesFromTheCacheWhereTheServerIsGone() {
        PackedModel model = pack("one");
        WantedVersion wanted = wanted(model);
        catalog.apply(1, List.of(wanted));
        catalog.close();
        places.close();
        server.stop(0);
        open(MUCH);
        catalog.apply(1, List.of(wanted));
        assertThat(served()).containsExactly(model.fingerprint(SHARD));
    }

    @Test
    void bringsAnewWhatWasDamagedInTheCache() throws IOException {
        PackedModel model = pack("one");
        catalog.apply(1, List.of(wanted(model)));
        catalog.apply(2, List.of());
        try (Stream<Path> files = Files.walk(directory.resolve("cache/entries"))) {
            flipLastByte(files.filter(file -> file.endsWith("table-0.rows"))
                    .findAny()
                    .orElseThrow());
        }
        catalog.apply(3, List.of(wanted(model)));
        assertThat(failure()).contains("table-0.rows", "CRC32C");

        nanos.addAndGet(Duration.ofHours(1).toNanos());
        catalog.apply(3, List.of(wanted(model)));
        assertThat(served()).containsExactly(model.fingerprint(SHARD));
    }

    @Test
    void neverShowsRowsThatAreNotWhatTheyShouldBeAndBeginsAnew() throws IOException {
        PackedModel model = pack("one");
        flipLastByte(rows(model));
        catalog.apply(1, List.of(wanted(model)));
        assertThat(served()).isEmpty();
        assertThat(failure()).contains("/one/packed: brought here", "table-0.rows", "CRC32C", "expected");
        assertThat(entries()).isEmpty();

        flipLastByte(rows(model));
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        catalog.apply(1, List.of(wanted(model)));
        assertThat(served()).containsExactly(model.fingerprint(SHARD));
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        PackedModel model = pack("one");
        Files.delete(rows(model));
        catalog.apply(1, List.of(wanted(model)));
        assertThat(failure()).contains("/one/packed/shard-0/table-0.rows: status 404");
    }

    @Test
    void refusesShardsOfAnotherBundle() {
        PackedModel model = pack("one");
        WantedVersion wanted = wanted(model);
        catalog.apply(1, List.of(new WantedVersion(wanted.key(), wanted.shards(), "0".repeat(64))));
        assertThat(failure()).contains("bundleFingerprint", "as registered");
    }

    @Test
    void makesRoomOfWhatIsServedNoMore() throws IOException {
        PackedModel one = pack("one");
        PackedModel two = pack("two");
        catalog.apply(1, List.of(wanted(one)));
        long used = bytes();
        catalog.close();
        places.close();
        open(used + used / 2);

        catalog.apply(1, List.of(wanted(one), wanted(two)));
        assertThat(served()).containsExactly(one.fingerprint(SHARD));
        assertThat(failure()).startsWith("cache: ").contains("expected: at most");

        nanos.addAndGet(Duration.ofHours(1).toNanos());
        catalog.apply(1, List.of());
        catalog.apply(1, List.of(wanted(two)));
        assertThat(served()).containsExactly(two.fingerprint(SHARD));
        assertThat(entries()).hasSize(4);
    }
}
