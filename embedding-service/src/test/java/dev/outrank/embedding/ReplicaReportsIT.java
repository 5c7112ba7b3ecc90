package dev.outrank.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.MemoryReport;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry hears of a running shard, and how the shard takes its turn. */
final class ReplicaReportsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ME = "embedding-0-a";

    @TempDir
    private Path directory;

    private final FakeRegistry registry = FakeRegistry.start();

    @AfterEach
    void stop() {
        registry.close();
    }

    private RunningShard start() {
        return RunningShard.start(
                0, registry.url(), directory, "outrank.registry.instance=" + ME, "outrank.embedding.memory-limit=1GB");
    }

    private ReplicaReport report() {
        return Objects.requireNonNull(registry.report(ME), "a report");
    }

    private @Nullable LoadState stateOf(String version) {
        return report().versions().stream()
                .filter(report -> report.version().equals(version))
                .map(VersionReport::state)
                .findFirst()
                .orElse(null);
    }

    private static VersionEntry entry(
            String version, VersionState state, MemoryMode mode, @Nullable List<String> holders, PackedModel model) {
        return new VersionEntry(
                version, state, model.bundle(), model.packed().toUri(), model.bundleFingerprint(), mode, holders, null);
    }

    @Test
    void saysWhatItHasWhatFailedAndWhatIsLeft() {
        PackedModel model = PackedModel.pack(directory.resolve("clicks"), "clicks", 1);
        URI nowhere = directory.resolve("nowhere").toUri();
        registry.publish(FakeRegistry.model(
                "clicks",
                FakeRegistry.version("1", model),
                new VersionEntry("2", VersionState.READY, nowhere, nowhere, "f")));
        try (RunningShard _ = start()) {
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                assertThat(stateOf("1")).isEqualTo(LoadState.LOADED);
                assertThat(stateOf("2")).isEqualTo(LoadState.FAILED);
            });
            ReplicaReport report = report();
            assertThat(report.service()).isEqualTo(ServiceRole.EMBEDDING);
            assertThat(report.shard()).isZero();
            assertThat(report.revision()).isEqualTo(1);
            assertThat(report.versions().getFirst().fingerprint()).matches("[0-9a-f]{16}");
            assertThat(report.versions().getLast().reason()).contains("nowhere");
            MemoryReport memory = Objects.requireNonNull(report.memory());
            assertThat(memory.limitBytes()).isEqualTo(1L << 30);
            assertThat(memory.usedBytes()).isPositive();
            assertThat(memory.freeBytes()).isEqualTo(memory.limitBytes() - memory.usedBytes());
            assertThat(report.traffic()).isEmpty();
        }
        assertThat(registry.report(ME)).isNull();
    }

    @Test
    void holdsTheNewVersionInPlaceOfTheActiveOneOnItsTurn() {
        PackedModel model = PackedModel.pack(directory.resolve("clicks"), "clicks", 1);
        VersionEntry active = FakeRegistry.version("1", VersionState.SERVING, model);
        registry.publish(new ModelEntry(
                "clicks",
                "1",
                List.of(active, entry("2", VersionState.LOADING, MemoryMode.REPLACE, List.of(), model))));
        try (RunningShard _ = start()) {
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(stateOf("1"))
                    .isEqualTo(LoadState.LOADED));
            assertThat(stateOf("2")).isNull();

            registry.publish(new ModelEntry(
                    "clicks",
                    "1",
                    List.of(active, entry("2", VersionState.LOADING, MemoryMode.REPLACE, List.of(ME), model))));

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(stateOf("2")).isEqualTo(LoadState.LOADED);
                assertThat(stateOf("1")).isNull();
                assertThat(report().revision()).isEqualTo(2);
            });
        }
    }
}
