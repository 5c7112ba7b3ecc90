package dev.outrank.ranking.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.Bundle;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.dense.DenseSettings;
import dev.outrank.ranking.execution.ExecutionResources;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.UnknownModelException;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class RegistryModelCatalogTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static TinyModel model;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 16, meters);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
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
        public Mono<LookupAnswer> lookup(LookupRequest request) {
            return Mono.never();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @BeforeEach
    void start() {
        catalog = new RegistryModelCatalog(new ModelLoader(
                (shards, plan) -> new SilentShards(),
                new DenseSettings(1, 1, 1 << 24),
                new ExecutionResources(new Admission(8, meters), compute),
                meters));
    }

    @AfterEach
    void stop() {
        catalog.close();
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
        assertThatThrownBy(() -> old.rank(request).block(PATIENCE)).isInstanceOf(ModelNotReadyException.class);
        assertThatThrownBy(() -> catalog.require("tiny", "1")).isInstanceOf(UnknownModelException.class);

        inside.dispose();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).hasValue(1));
        assertThat(meters.find("outrank.ranking.stage").tag("version", "1").timers())
                .isEmpty();
    }
}
