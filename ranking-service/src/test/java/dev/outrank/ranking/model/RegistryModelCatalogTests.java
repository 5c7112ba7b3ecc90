package dev.outrank.ranking.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.UnknownModelException;
import dev.outrank.ranking.scatter.DegradationSettings;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

class RegistryModelCatalogTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static TinyModel model;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 16, meters);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private volatile EmbeddingClientFactory clients = (shards, plan) -> new SilentShards();
    private ArtifactSources sources;
    private ShardPlaces places;
    private RegistryModelCatalog catalog;

    @BeforeAll
    static void write() throws IOException {
        model = TinyModel.write(directory);
    }

    /** Shards that never answer, and that count. */
    private final class SilentShards implements EmbeddingClient {

        SilentShards() {
            opened.incrementAndGet();
        }

        @Override
        public Flux<LookupAnswer> lookup(LookupRequest request) {
            return Flux.never();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @BeforeEach
    void start() {
        sources = new ArtifactSources(S3Settings.amazon(), Duration.ofSeconds(10));
        places = new ShardPlaces(sources, directory.resolve("cache"), 1 << 20);
        ModelLoader loader = new ModelLoader(
                places,
                PlanPart.all(),
                (shards, plan) -> clients.open(shards, plan),
                DenseSettings.of(1, 1, 1 << 24),
                new IdleMemory(1 << 20),
                new ExecutionResources(compute, DegradationSettings.defaults()),
                meters);
        catalog = new RegistryModelCatalog(loader, Runnable::run, nanos::get);
    }

    @AfterEach
    void stop() {
        catalog.close();
        places.close();
        sources.close();
        compute.close();
    }

    private static VersionEntry version(String name, VersionState state) {
        return new VersionEntry(
                name, state, model.bundle().toUri(), model.shards().toUri(), Bundle.fingerprint(model.manifest()));
    }

    private static VersionEntry broken(String name, VersionState state) {
        return new VersionEntry(
                name,
                state,
                model.bundle().resolve("nowhere").toUri(),
                model.shards().toUri(),
                "0".repeat(64));
    }

    private void apply(long revision, @Nullable String active, VersionEntry... versions) {
        catalog.apply(new RegistrySnapshot(revision, List.of(new ModelEntry("tiny", active, List.of(versions)))));
    }

    @Test
    void isReadyOnlyAfterTheFirstSnapshot() {
        assertThat(catalog.ready()).isFalse();
        assertThatThrownBy(() -> catalog.require("tiny", null)).isInstanceOf(UnknownModelException.class);

        catalog.apply(new RegistrySnapshot(0, List.of()));

        assertThat(catalog.ready()).isTrue();
        assertThat(catalog.models()).isEmpty();
    }

    @Test
    void servesTheActiveVersionAndOthersByName() {
        apply(1, "1", version("1", VersionState.SERVING), version("2", VersionState.READY));

        assertThat(catalog.require("tiny", null).version()).isEqualTo("1");
        assertThat(catalog.require("tiny", "2").version()).isEqualTo("2");
        assertThat(catalog.require("tiny", null).manifest()).isEqualTo(model.manifest());
        assertThat(catalog.versions("tiny")).containsExactly("1", "2");
        assertThat(catalog.models()).containsExactly("tiny");
    }

    @Test
    void saysWhatItKnowsWhenAModelOrVersionIsUnknown() {
        apply(1, "1", version("1", VersionState.SERVING));

        assertThatThrownBy(() -> catalog.require("other", null))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("model: 'other' (expected: one of [tiny])");
        assertThatThrownBy(() -> catalog.require("tiny", "9"))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("version: '9' of model 'tiny' (expected: one of [1])");
        assertThatThrownBy(() -> catalog.versions("other")).isInstanceOf(UnknownModelException.class);
    }

    @Test
    void isNotReadyForAModelWithoutAnActiveVersion() {
        apply(1, null, version("1", VersionState.READY));

        assertThatThrownBy(() -> catalog.require("tiny", null)).isInstanceOf(ModelNotReadyException.class);
    }

    @Test
    void goesOnWithTheOthersWhenAVersionDoesNotLoad() {
        apply(1, "2", version("1", VersionState.READY), broken("2", VersionState.SERVING));

        assertThat(catalog.require("tiny", "1").version()).isEqualTo("1");
        assertThatThrownBy(() -> catalog.require("tiny", null))
                .isInstanceOf(ModelNotReadyException.class)
                .hasMessageContaining("nowhere");
        assertThat(catalog.versions("tiny")).containsExactly("1");
        assertThat(catalog.ready()).isTrue();
    }

    @Test
    void refusesAPlanForAnotherBundle() {
        VersionEntry entry = new VersionEntry(
                "1",
                VersionState.SERVING,
                model.bundle().toUri(),
                model.shards().toUri(),
                "f".repeat(64));

        apply(1, "1", entry);

        assertThatThrownBy(() -> catalog.require("tiny", null))
                .isInstanceOf(ModelNotReadyException.class)
                .hasMessageContaining("that of the registered version");
    }

    @Test
    void keepsWhatIsLoadedFromSnapshotToSnapshot() {
        apply(1, "1", version("1", VersionState.SERVING));
        ServedModel before = catalog.require("tiny", null);

        apply(2, "2", version("1", VersionState.READY), version("2", VersionState.SERVING));

        assertThat(catalog.require("tiny", "1")).isSameAs(before);
        assertThat(catalog.require("tiny", null).version()).isEqualTo("2");
        assertThat(opened).hasValue(2);
    }

    @Test
    void closesARetiredVersionAfterItsLastRequest() {
        apply(1, "1", version("1", VersionState.SERVING));
        ServedModel old = catalog.require("tiny", null);
        RankingRequest request = TinyRequest.random(model.manifest(), 3, 5, 1).build();
        Disposable inside = old.rank(request).subscribe();

        apply(2, "2", version("1", VersionState.RETIRING), version("2", VersionState.SERVING));

        assertThat(((LoadedModel) old).leases()).isEqualTo(1);
        assertThat(closed).hasValue(0);
        assertThat(old.enter()).isFalse();
        assertThatThrownBy(() -> catalog.require("tiny", "1")).isInstanceOf(UnknownModelException.class);

        inside.dispose();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).hasValue(1));
        assertThat(meters.find("outrank.ranking.stage").tag("version", "1").timers())
                .isEmpty();
    }

    @Test
    void ranksForWhoEnteredBeforeTheVersionWasRetired() {
        apply(1, "1", version("1", VersionState.SERVING));
        ServedModel old = catalog.require("tiny", null);
        RankingRequest request = TinyRequest.random(model.manifest(), 3, 5, 1).build();
        assertThat(old.enter()).isTrue();

        apply(2, "2", version("1", VersionState.RETIRING), version("2", VersionState.SERVING));

        Disposable inside = old.rank(request).subscribe();
        old.leave();
        assertThat(((LoadedModel) old).leases()).isEqualTo(1);
        assertThat(closed).hasValue(0);
        inside.dispose();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).hasValue(1));
        assertThatThrownBy(() -> old.rank(request).block(PATIENCE)).isInstanceOf(ModelNotReadyException.class);
    }

    private void passSeconds(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        catalog.retry();
    }

    private static EmbeddingClientFactory failing(AtomicInteger attempts, Supplier<RuntimeException> failure) {
        return (shards, plan) -> {
            attempts.incrementAndGet();
            throw failure.get();
        };
    }

    @Test
    void triesAVersionAgainUntilItsDirectoryIsThere(@TempDir Path late) throws IOException {
        VersionEntry entry = new VersionEntry(
                "1",
                VersionState.SERVING,
                late.resolve("bundle").toUri(),
                late.resolve("shards").toUri(),
                Bundle.fingerprint(model.manifest()));
        apply(1, "1", entry);
        assertThatThrownBy(() -> catalog.require("tiny", null)).isInstanceOf(ModelNotReadyException.class);

        TinyModel mounted = TinyModel.write(late);
        assertThat(mounted.bundle().toUri().getPath()).startsWith(entry.bundle().getPath());
        assertThat(mounted.shards().toUri().getPath()).startsWith(entry.shards().getPath());
        catalog.retry();
        assertThatThrownBy(() -> catalog.require("tiny", null)).isInstanceOf(ModelNotReadyException.class);
        passSeconds(1);

        assertThat(catalog.require("tiny", null).version()).isEqualTo("1");
    }

    @Test
    void waitsLongerAfterEachFailureAlsoWhenRevisionsCome() {
        AtomicInteger attempts = new AtomicInteger();
        clients = failing(attempts, () -> new IllegalStateException("broken"));
        apply(1, "1", version("1", VersionState.SERVING));
        assertThat(attempts).hasValue(1);
        passSeconds(1);
        assertThat(attempts).hasValue(2);
        passSeconds(1);
        assertThat(attempts).hasValue(2);
        passSeconds(1);
        assertThat(attempts).hasValue(3);

        apply(2, "1", version("1", VersionState.SERVING));
        assertThat(attempts).hasValue(3);
        passSeconds(4);
        assertThat(attempts).hasValue(4);
    }

    @Test
    void leavesWhatIsServedAloneWhenItTriesTheOthersAgain() {
        apply(1, "1", version("1", VersionState.SERVING), broken("2", VersionState.READY));
        ServedModel served = catalog.require("tiny", "1");

        passSeconds(1);

        assertThat(catalog.require("tiny", "1")).isSameAs(served);
        assertThat(opened).hasValue(1);
    }

    @Test
    void triesNothingAfterItWasClosed() {
        AtomicInteger attempts = new AtomicInteger();
        clients = failing(attempts, () -> new IllegalStateException("broken"));
        apply(1, "1", version("1", VersionState.SERVING));
        catalog.close();

        passSeconds(60);
        apply(2, "1", version("1", VersionState.SERVING));

        assertThat(attempts).hasValue(1);
    }

    @Test
    void survivesErrorsOfLoading() {
        for (Error error : List.of(
                new UnsatisfiedLinkError("onnxruntime"), new OutOfMemoryError("direct"), new StackOverflowError())) {
            clients = (shards, plan) -> {
                throw error;
            };
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            apply(1, "1", version("1", VersionState.SERVING));
            assertThatThrownBy(() -> catalog.require("tiny", null))
                    .isInstanceOf(ModelNotReadyException.class)
                    .hasMessageContaining(error.getClass().getSimpleName());
        }
        clients = (shards, plan) -> new SilentShards();

        passSeconds(60);

        assertThat(catalog.require("tiny", null).version()).isEqualTo("1");
    }

    @Test
    void keepsTheMetersOfAVersionThatWasRegisteredAnew(@TempDir Path elsewhere) throws IOException {
        apply(1, "1", version("1", VersionState.SERVING));
        TinyModel copy = TinyModel.write(elsewhere);

        apply(
                2,
                "1",
                new VersionEntry(
                        "1",
                        VersionState.SERVING,
                        copy.bundle().toUri(),
                        copy.shards().toUri(),
                        Bundle.fingerprint(copy.manifest())));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).hasValue(1));
        assertThat(meters.find("outrank.ranking.stage").tag("version", "1").timers())
                .isNotEmpty();
    }
}
