package dev.outrank.ranking.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.artifact.ArtifactSources;
import dev.outrank.artifact.PlanPart;
import dev.outrank.artifact.S3Settings;
import dev.outrank.artifact.ShardPlaces;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.dense.DenseSettings;
import dev.outrank.ranking.dense.IdleMemory;
import dev.outrank.ranking.execution.ExecutionResources;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.scatter.DegradationSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class ModelLoaderTests {

    @TempDir
    private Path directory;

    private final AtomicInteger opened = new AtomicInteger();

    private final class SilentShards implements EmbeddingClient {

        private SilentShards() {
            opened.incrementAndGet();
        }

        @Override
        public Flux<LookupAnswer> lookup(LookupRequest request) {
            return Flux.never();
        }

        @Override
        public void close() {
            opened.decrementAndGet();
        }
    }

    private void load(TinyModel model) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (ComputePool compute = new ComputePool(1, 16, meters);
                ArtifactSources sources = new ArtifactSources(S3Settings.amazon(), Duration.ofSeconds(10));
                ShardPlaces places = new ShardPlaces(sources, directory.resolve("cache"), 1 << 20)) {
            ModelLoader loader = new ModelLoader(
                    places,
                    PlanPart.all(),
                    (shards, plan) -> new SilentShards(),
                    DenseSettings.of(1, 1, 1 << 24),
                    new IdleMemory(1 << 20),
                    new ExecutionResources(compute, DegradationSettings.defaults()),
                    meters);
            VersionKey key = new VersionKey(
                    "tiny", "v1", model.bundle().toUri(), model.shards().toUri(), Bundle.fingerprint(model.manifest()));
            LoadedModel loaded = loader.load(key);
            loaded.retire();
            loaded.closed().join();
        }
    }

    @Test
    void loadsNoVersionWhoseNetWasDamagedAndKeptItsSize() throws IOException {
        TinyModel model = TinyModel.write(directory);
        load(model);
        Path net = model.bundle().resolve("dense/candidate.onnx");
        byte[] bytes = Files.readAllBytes(net);
        bytes[bytes.length / 2] ^= 1;
        Files.write(net, bytes);

        assertThatThrownBy(() -> load(model))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith(net + ": SHA-256 ")
                .hasMessageContaining("the file was changed or damaged");
        assertThat(opened).hasValue(0);
    }
}
