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
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.UnknownModelException;
import dev.outrank.ranking.scatter.DegradationSettings;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.VersionReport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Loads that begin when the test says so. */
class BackgroundLoadsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static TinyModel model;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 16, meters);
    private final Queue<Runnable> loads = new ArrayDeque<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final List<VersionConditions> told = new ArrayList<>();
    private ArtifactSources sources;
    private ShardPlaces places;
    private RegistryModelCatalog catalog;

    @BeforeAll
    static void write() throws IOException {
        model = TinyModel.write(directory);
    }

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
        places = new ShardPlaces(sources, directory.resolve("cache"), 1);
        ModelLoader loader = new ModelLoader(
                places,
                PlanPart.all(),
                (shards, plan) -> new SilentShards(),
                DenseSettings.of(1, 1, 1 << 24),
                new IdleMemory(1 << 20),
                new ExecutionResources(compute, DegradationSettings.defaults()),
                meters);
        catalog = new RegistryModelCatalog(loader, loads::add, nanos::get);
        catalog.onConditions(told::add);
    }

    @AfterEach
    void stop() {
        catalog.close();
        places.close();
        sources.close();
        compute.close();
    }

    private static VersionEntry version(String name, VersionState state) {
        return entry(name, state, model.bundle());
    }

    private static VersionEntry broken(String name, VersionState state) {
        return entry(name, state, model.bundle().resolve("nowhere"));
    }

    private static VersionEntry entry(String name, VersionState state, Path bundle) {
        return new VersionEntry(
                name, state, bundle.toUri(), model.shards().toUri(), Bundle.fingerprint(model.manifest()));
    }

    private void apply(long revision, @Nullable String active, VersionEntry... versions) {
        catalog.apply(new RegistrySnapshot(revision, List.of(new ModelEntry("tiny", active, List.of(versions)))));
    }

    private void load() {
        loads.remove().run();
    }

    private void loadAll() {
        while (!loads.isEmpty()) {
            load();
        }
    }

    private List<String> conditions() {
        return catalog.conditions().versions().stream()
                .map(report -> report.version() + " " + report.state())
                .toList();
    }

    @Test
    void servesOnAndFollowsEveryChangeWhileAVersionLoads() {
        apply(1, "1", version("1", VersionState.SERVING), version("2", VersionState.READY));
        loadAll();

        apply(
                2,
                "1",
                version("1", VersionState.SERVING),
                version("2", VersionState.READY),
                version("3", VersionState.LOADING));
        assertThat(catalog.require("tiny", null).version()).isEqualTo("1");
        assertThatThrownBy(() -> catalog.require("tiny", "3"))
                .isInstanceOf(ModelNotReadyException.class)
                .hasMessage("model 'tiny' version '3': loading (expected: ready in a moment)");

        apply(
                3,
                "2",
                version("1", VersionState.RETIRING),
                version("2", VersionState.SERVING),
                version("3", VersionState.LOADING));
        assertThat(catalog.require("tiny", null).version()).isEqualTo("2");
        assertThatThrownBy(() -> catalog.require("tiny", "1")).isInstanceOf(UnknownModelException.class);
        assertThat(loads).hasSize(1);

        load();
        assertThat(catalog.versions("tiny")).containsExactly("2", "3");
    }

    @Test
    void loadsWhatAnswersFirst() {
        apply(
                1,
                "3",
                version("1", VersionState.LOADING),
                version("2", VersionState.READY),
                version("3", VersionState.SERVING));
        load();
        assertThat(catalog.versions("tiny")).containsExactly("3");
        load();
        assertThat(catalog.versions("tiny")).containsExactly("2", "3");
    }

    @Test
    void isReadyOnceAllIsSettledThatWasReadyBefore() {
        apply(
                1,
                "1",
                version("1", VersionState.SERVING),
                broken("2", VersionState.READY),
                version("3", VersionState.LOADING));
        assertThat(catalog.ready()).isFalse();
        load();
        assertThat(catalog.ready()).isFalse();
        load();
        assertThat(catalog.ready()).isTrue();
    }

    @Test
    void closesAVersionAtOnceThatIsNotWantedAnyMoreWhenItsLoadEnds() {
        List<Runnable> during = new ArrayList<>();
        apply(1, null, version("1", VersionState.LOADING));
        Runnable running = loads.remove();
        during.add(() -> apply(2, null, version("1", VersionState.RETIRED)));
        meters.config().onMeterAdded(meter -> {
            during.forEach(Runnable::run);
            during.clear();
        });

        running.run();

        assertThat(during).isEmpty();
        assertThat(opened).hasValue(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).hasValue(1));
        assertThat(conditions()).isEmpty();
    }

    @Test
    void loadsNothingThatIsNotWantedAnyMoreWhenItsTurnComes() {
        apply(1, null, version("1", VersionState.LOADING));
        apply(2, null, version("1", VersionState.RETIRED));
        loadAll();
        assertThat(opened).hasValue(0);

        apply(3, null, version("1", VersionState.LOADING));
        loadAll();
        assertThat(catalog.versions("tiny")).containsExactly("1");
    }

    @Test
    void loadsAVersionOnceHoweverOftenItIsWantedMeanwhile() {
        apply(1, null, version("1", VersionState.LOADING));
        apply(2, null, version("1", VersionState.RETIRED));
        apply(3, null, version("1", VersionState.LOADING));
        catalog.retry();
        assertThat(loads).hasSize(1);
        loadAll();
        assertThat(opened).hasValue(1);
        assertThat(conditions()).containsExactly("1 LOADED");
    }

    @Test
    void saysWhatItHasOfEachVersionAndTellsEachChange() {
        assertThat(catalog.conditions()).isEqualTo(new VersionConditions(0, List.of()));
        apply(7, "1", version("1", VersionState.SERVING), broken("2", VersionState.LOADING));
        assertThat(conditions()).containsExactly("1 LOADING", "2 LOADING");
        loadAll();

        assertThat(conditions()).containsExactly("1 LOADED", "2 FAILED");
        assertThat(catalog.conditions().revision()).isEqualTo(7);
        assertThat(catalog.conditions().versions())
                .extracting(VersionReport::fingerprint)
                .containsExactly(Bundle.fingerprint(model.manifest()), null);
        assertThat(catalog.conditions().versions().getLast().reason()).contains("nowhere");
        assertThat(told).hasSize(3).last().isEqualTo(catalog.conditions());

        apply(8, "1", version("1", VersionState.SERVING), broken("2", VersionState.LOADING));
        assertThat(told).hasSize(4);
    }

    @Test
    void staysFailedWhileItIsTriedAgain() {
        apply(1, null, broken("1", VersionState.LOADING));
        loadAll();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        catalog.retry();
        assertThat(loads).hasSize(1);
        assertThat(conditions()).containsExactly("1 FAILED");
    }

    @Test
    void drainsUntilTheLastRequestHasEnded() {
        apply(1, "1", version("1", VersionState.SERVING), version("2", VersionState.READY));
        loadAll();
        ServedModel old = catalog.require("tiny", null);
        Disposable inside =
                old.rank(TinyRequest.random(model.manifest(), 3, 5, 1).build()).subscribe();

        apply(2, "2", version("1", VersionState.RETIRING), version("2", VersionState.SERVING));
        assertThat(conditions()).containsExactly("2 LOADED", "1 DRAINING");
        assertThat(told)
                .as("no report of the revision is without it, or its shards would let it go")
                .filteredOn(conditions -> conditions.revision() == 2)
                .isNotEmpty()
                .allSatisfy(conditions -> assertThat(conditions.versions())
                        .extracting(VersionReport::version)
                        .contains("1"));
        assertThat(closed).hasValue(0);

        inside.dispose();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(conditions()).containsExactly("2 LOADED"));
        assertThat(closed).hasValue(1);
    }
}
