package dev.outrank.ranking.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.scatter.DegradationSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** Which version answers a request that names none. Bucket 1285 is user-1's, 1836 user-2's. */
class CanaryChoiceTests {

    private static final CanarySplit BETWEEN_THE_USERS = new CanarySplit("clicks", "2", 1500);

    @TempDir
    private Path directory;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 16, meters);
    private final ArtifactSources sources = new ArtifactSources(S3Settings.amazon(), Duration.ofSeconds(10));
    private VersionStatus.Serving stable;
    private VersionStatus.Serving canary;
    private ShardPlaces places;

    private static final class NoShards implements EmbeddingClient {

        @Override
        public Flux<LookupAnswer> lookup(LookupRequest request) {
            return Flux.never();
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void load() throws IOException {
        TinyModel model = TinyModel.write(directory);
        places = new ShardPlaces(sources, directory.resolve("cache"), 1 << 20);
        ModelLoader loader = new ModelLoader(
                places,
                PlanPart.all(),
                (shards, plan) -> new NoShards(),
                DenseSettings.of(1, 1, 1 << 24),
                new IdleMemory(1 << 20),
                new ExecutionResources(compute, DegradationSettings.defaults()),
                meters);
        stable = new VersionStatus.Serving(loader.load(key(model, "1")));
        canary = new VersionStatus.Serving(loader.load(key(model, "2")));
    }

    private static VersionKey key(TinyModel model, String version) {
        return new VersionKey(
                "clicks",
                version,
                model.bundle().toUri(),
                model.shards().toUri(),
                Bundle.fingerprint(model.manifest()));
    }

    @AfterEach
    void close() {
        stable.model().retire();
        canary.model().retire();
        places.close();
        sources.close();
        compute.close();
    }

    private static ModelView view(@Nullable String active, Map<String, VersionStatus> versions) {
        return new ModelView("clicks", active, BETWEEN_THE_USERS, versions);
    }

    @Test
    void goesByTheKeyWhereBothAreLoaded() {
        ModelView view = view("1", Map.of("1", stable, "2", canary));
        assertThat(view.choose("user-1")).isSameAs(canary.model());
        assertThat(view.choose("user-2")).isSameAs(stable.model());
    }

    @Test
    void isStableForThoseWhoNameIt() {
        ModelView view = view("1", Map.of("1", stable, "2", canary));
        assertThat(view.require("1")).isSameAs(stable.model());
        assertThat(view.require(null)).isSameAs(stable.model());
        assertThat(view.require("2")).isSameAs(canary.model());
    }

    @Test
    void isStableWhereTheCanaryIsNotLoadedHere() {
        assertThat(view("1", Map.of("1", stable)).choose("user-1")).isSameAs(stable.model());
        assertThat(view("1", Map.of("1", stable, "2", new VersionStatus.Loading()))
                        .choose("user-1"))
                .isSameAs(stable.model());
        assertThat(view("1", Map.of("1", stable, "2", new VersionStatus.Failed("no room")))
                        .choose("user-1"))
                .isSameAs(stable.model());
    }

    @Test
    void isStableForAllWithoutACanary() {
        assertThat(new ModelView("clicks", "1", null, Map.of("1", stable, "2", canary)).choose("user-1"))
                .isSameAs(stable.model());
    }

    @Test
    void isNotReadyForTheOthersWhereStableIsNot() {
        ModelView view = view("1", Map.of("1", new VersionStatus.Loading(), "2", canary));
        assertThat(view.choose("user-1")).isSameAs(canary.model());
        assertThatThrownBy(() -> view.choose("user-2")).isInstanceOf(ModelNotReadyException.class);
        assertThatThrownBy(() -> view(null, Map.of("2", canary)).choose("user-2"))
                .isInstanceOf(ModelNotReadyException.class)
                .hasMessageContaining("no active version");
    }
}
