package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.embedding.PackedModel;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

final class ShardHealthIndicatorTests {

    private static final WantedVersion MISSING =
            new WantedVersion(new VersionKey("ads", "1"), URI.create("file:///missing"), "none");

    @TempDir
    private Path directory;

    @Test
    void isNotReadyBeforeItKnowsWhatIsWanted() {
        try (ShardCatalog catalog = ShardCatalogs.mapping(0)) {
            Health health = new ShardHealthIndicator(catalog).health();

            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health.getDetails()).containsEntry("reason", "no snapshot of the registry was applied yet");
        }
    }

    @Test
    void isNotReadyWhereNothingThatIsWantedCouldBeLoaded() {
        try (ShardCatalog catalog = ShardCatalogs.mapping(0)) {
            catalog.apply(1, List.of(MISSING));
            Health health = new ShardHealthIndicator(catalog).health();

            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health.getDetails()).containsEntry("reason", "no version could be loaded");
        }
    }

    @Test
    void isReadyWhereOneOfTwoIsLoadedAndNamesTheOther() {
        PackedModel clicks = PackedModel.pack(directory, "clicks", 1);
        try (ShardCatalog catalog = ShardCatalogs.mapping(0)) {
            catalog.apply(
                    1,
                    List.of(
                            MISSING,
                            new WantedVersion(
                                    new VersionKey("clicks", "1"),
                                    clicks.packed().toUri(),
                                    clicks.bundleFingerprint())));
            Health health = new ShardHealthIndicator(catalog).health();

            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("loaded", 1);
            assertThat(health.getDetails().get("failed")).asString().contains("ads");
        }
    }

    @Test
    void isReadyWhereNothingIsWanted() {
        try (ShardCatalog catalog = ShardCatalogs.mapping(0)) {
            catalog.apply(1, List.of());

            assertThat(new ShardHealthIndicator(catalog).health().getStatus()).isEqualTo(Status.UP);
        }
    }
}
