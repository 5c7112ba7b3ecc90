package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.artifact.ArtifactSources;
import dev.outrank.artifact.S3Settings;
import dev.outrank.artifact.ShardDescriptions;
import dev.outrank.artifact.SourceDownException;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleInspectionTests {

    @TempDir
    private Path directory;

    private final BundleInspection inspection = new BundleInspection(
            new ShardDescriptions(new ArtifactSources(S3Settings.amazon(), Duration.ofSeconds(10))));
    private PackedModel clicks;

    @BeforeEach
    void writeModel() {
        clicks = PackedModel.write(directory, "clicks");
    }

    private AbstractThrowableAssert<?, ?> assertRefused(Registration registration, String field) {
        return assertThatThrownBy(() -> inspection.inspect(registration))
                .isInstanceOfSatisfying(InvalidFieldException.class, refusal -> assertThat(refusal.field())
                        .isEqualTo(field))
                .hasMessageStartingWith(field + ": ");
    }

    private Path planFile() {
        return clicks.shards().resolve(PlanFormat.FILE_NAME);
    }

    private void writePlan(String model, String fingerprint, ShardSpec... shards) throws IOException {
        Files.delete(planFile());
        PlanFormat.write(
                new ShardingPlan(ShardingPlan.FORMAT_VERSION, model, fingerprint, "by-hand", List.of(shards)),
                planFile());
    }

    @Test
    void returnsFingerprintsAndBytesWhenAllFits() {
        InspectedFiles files = inspection.inspect(clicks.registration("v1"));
        assertThat(files.bundleFingerprint()).isEqualTo(clicks.bundle().fingerprint());
        assertThat(files.shards()).isEqualTo(clicks.facts());
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        Path nowhere = directory.resolve("nowhere");
        assertRefused(new Registration("clicks", "v1", nowhere, clicks.shards().toUri()), "bundle")
                .hasMessageContaining(nowhere.toString());
        assertRefused(new Registration("clicks", "v1", clicks.bundle().directory(), nowhere.toUri()), "shards")
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void refusesABundleOfAnotherModel() {
        assertRefused(
                        new Registration(
                                "other",
                                "v1",
                                clicks.bundle().directory(),
                                clicks.shards().toUri()),
                        "bundle")
                .hasMessageContaining("model 'clicks' (expected: 'other'");
    }

    @Test
    void refusesABundleThatWasCutShort() throws IOException {
        Files.writeString(clicks.bundle().directory().resolve("dense/top.onnx"), "short");
        assertRefused(clicks.registration("v1"), "bundle").hasMessageContaining("5 bytes");
    }

    @Test
    void refusesAManifestThatIsNoJson() throws IOException {
        Files.writeString(clicks.bundle().directory().resolve("model.json"), "no");
        assertRefused(clicks.registration("v1"), "bundle").hasMessageContaining("model.json");
    }

    @Test
    void refusesAPlanOfAnotherBundle() {
        PackedModel other = PackedModel.write(directory, "other");
        assertRefused(
                        new Registration(
                                "clicks",
                                "v1",
                                clicks.bundle().directory(),
                                other.shards().toUri()),
                        "shards")
                .hasMessageContaining("it was planned for another bundle");
    }

    @Test
    void refusesAPlanThatLeavesRowsOut() throws IOException {
        writePlan(
                "clicks",
                clicks.bundle().fingerprint(),
                new ShardSpec(0, 1, List.of(new Placement("item", 0, 2))),
                new ShardSpec(1, 1, List.of(new Placement("item", 3, 4))));
        assertRefused(clicks.registration("v1"), "shards").hasMessageContaining("rows [2, 3)");
    }

    @Test
    void refusesShardsThatWerePackedFromAnotherPlan() throws IOException {
        Path elsewhere = PackedModel.pack(clicks.bundle(), directory.resolve("elsewhere"), 3);
        Files.copy(elsewhere.resolve(PlanFormat.FILE_NAME), planFile(), StandardCopyOption.REPLACE_EXISTING);
        assertRefused(clicks.registration("v1"), "shards")
                .hasMessageContaining("shard-0")
                .hasMessageContaining("packed from another plan");
    }

    @Test
    void refusesShardsInEachOthersPlace() throws IOException {
        Path shards = clicks.shards();
        Files.move(shards.resolve("shard-0"), shards.resolve("aside"));
        Files.move(shards.resolve("shard-1"), shards.resolve("shard-0"));
        Files.move(shards.resolve("aside"), shards.resolve("shard-1"));
        assertRefused(clicks.registration("v1"), "shards").hasMessageContaining("shard: 1 (expected: 0)");
    }

    @Test
    void refusesAShardThatIsMissing() throws IOException {
        Files.move(clicks.shards().resolve("shard-1"), clicks.shards().resolve("aside"));
        assertRefused(clicks.registration("v1"), "shards").hasMessageContaining("shard-1");
    }

    @Test
    void takesShardsThatLieOnAServer() throws IOException {
        try (ServedDirectory served = ServedDirectory.of(directory)) {
            Registration registration =
                    new Registration("clicks", "v1", clicks.bundle().directory(), served.place("clicks-packed"));
            assertThat(inspection.inspect(registration).bundleFingerprint())
                    .isEqualTo(clicks.bundle().fingerprint());
        }
    }

    @Test
    void refusesAServerThatHasThemNot() throws IOException {
        try (ServedDirectory served = ServedDirectory.of(directory)) {
            assertRefused(
                            new Registration("clicks", "v1", clicks.bundle().directory(), served.place("nowhere")),
                            "shards")
                    .hasMessageContaining("nowhere/plan.json: status 404");
        }
    }

    @Test
    void refusesShardsOnAServerThatWerePackedFromAnotherPlan() throws IOException {
        Path other = PackedModel.pack(clicks.bundle(), directory.resolve("other-packed"), 1);
        Files.copy(other.resolve(PlanFormat.FILE_NAME), planFile(), StandardCopyOption.REPLACE_EXISTING);
        try (ServedDirectory served = ServedDirectory.of(directory)) {
            assertRefused(
                            new Registration(
                                    "clicks", "v1", clicks.bundle().directory(), served.place("clicks-packed")),
                            "shards")
                    .hasMessageContaining("packed from another plan")
                    .hasMessageContaining(served.place("clicks-packed") + "shard-");
        }
    }

    @Test
    void takesAServerThatIsDownForNoMistakeOfTheCaller() throws IOException {
        URI shards;
        try (ServedDirectory served = ServedDirectory.of(directory)) {
            shards = served.place("clicks-packed");
        }
        Registration registration =
                new Registration("clicks", "v1", clicks.bundle().directory(), shards);
        assertThatThrownBy(() -> inspection.inspect(registration))
                .isInstanceOf(SourceDownException.class)
                .hasMessageContaining("plan.json: tried 5 times");
    }
}
