package dev.outrank.ranking.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.outrank.artifact.ArtifactSources;
import dev.outrank.artifact.PlanPart;
import dev.outrank.artifact.S3Settings;
import dev.outrank.artifact.ShardPlaces;
import dev.outrank.bundle.Bundle;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.dense.DenseSettings;
import dev.outrank.ranking.dense.IdleMemory;
import dev.outrank.ranking.execution.ExecutionResources;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.scatter.DegradationSettings;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** Versions whose shards lie on an HTTP server. */
class BroughtShardsTests {

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 16, meters);
    private final ArtifactSources sources = new ArtifactSources(S3Settings.amazon(), Duration.ofSeconds(10));
    private TinyModel model;
    private ShardPlaces places;
    private HttpServer server;
    private RegistryModelCatalog catalog;

    private static final class SilentShards implements EmbeddingClient {

        @Override
        public Flux<LookupAnswer> lookup(LookupRequest request) {
            return Flux.never();
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() throws IOException {
        model = TinyModel.write(directory);
        places = new ShardPlaces(sources, directory.resolve("cache"), 1 << 20);
        ModelLoader loader = new ModelLoader(
                places,
                PlanPart.all(),
                (shards, plan) -> new SilentShards(),
                DenseSettings.of(1, 1, 1 << 24),
                new IdleMemory(1 << 20),
                new ExecutionResources(compute, DegradationSettings.defaults()),
                meters);
        catalog = new RegistryModelCatalog(loader, Runnable::run, System::nanoTime);
        server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), model.shards(), OutputLevel.NONE);
        server.start();
    }

    @AfterEach
    void stop() {
        catalog.close();
        places.close();
        sources.close();
        compute.close();
        server.stop(0);
    }

    @Test
    void bringsTheShardsThatItHoldsItselfFromAServer() {
        URI shards = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        VersionEntry version = new VersionEntry(
                "v1", VersionState.SERVING, model.bundle().toUri(), shards, Bundle.fingerprint(model.manifest()));

        catalog.apply(new RegistrySnapshot(1, List.of(new ModelEntry("tiny", "v1", List.of(version)))));

        assertThat(catalog.versions("tiny")).containsExactly("v1");
        assertThat(directory.resolve("cache/entries")).isDirectoryContaining("glob:**-all");
    }
}
