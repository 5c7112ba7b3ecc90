package dev.outrank.workbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.planner.traffic.FeatureTraffic;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.trace.TraceFixture;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileCommandTests {

    private static final int REQUESTS = 3000;

    @TempDir
    private static Path shared;

    private static Path tiny;
    private static Path trace;

    @TempDir
    private Path directory;

    @BeforeAll
    static void generate() {
        tiny = TraceFixture.bundle(shared, "tiny");
        trace = shared.resolve("tiny.ndjson.zst");
        CommandRun run = CommandRun.of(
                "generate-trace",
                "--model",
                tiny,
                "--workload",
                TraceFixture.workload("tiny"),
                "--requests",
                REQUESTS,
                "--rate",
                100,
                "--out",
                trace);
        assertThat(run.err()).isEmpty();
    }

    private CommandRun run(Path model, Path... traces) {
        return CommandRun.of(Stream.concat(
                        Stream.of("profile", "--model", model, "--out", directory.resolve("p.json"), "--requests"),
                        Stream.of(traces))
                .toArray());
    }

    @Test
    void agreesWithTheLawsOfTheWorkload() {
        CommandRun run = run(tiny, trace);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("hottest 10%").endsWith("p.json: 3,000 requests\n");
        TrafficProfile measured = ProfileFormat.read(directory.resolve("p.json"));
        TrafficProfile computed = TrafficProfiles.of(WorkloadCatalog.find(TraceFixture.workload("tiny")), 1);
        assertThat(measured.requests()).isEqualTo(REQUESTS);
        assertThat(measured.origin()).isEqualTo("measured from tiny.ndjson.zst");
        for (int i = 0; i < 4; i++) {
            FeatureTraffic feature = measured.features().get(i);
            FeatureTraffic law = computed.features().get(i);
            assertThat(feature.nets()).isEqualTo(law.nets());
            assertThat(feature.lookupsPerRequest().mean())
                    .isCloseTo(
                            law.lookupsPerRequest().mean(),
                            within(0.05 * law.lookupsPerRequest().mean()));
            assertThat(feature.lookupsPerRequest().p99())
                    .isCloseTo(law.lookupsPerRequest().p99(), within(1.0));
            assertThat(feature.lookupsPerCandidate().mean())
                    .isCloseTo(
                            law.lookupsPerCandidate().mean(),
                            within(0.05 * law.lookupsPerCandidate().mean()));
            TableTraffic table = measured.tables().get(i);
            double share = computed.tables().get(i).accessCurve().getFirst().share();
            assertThat(table.accessCurve().getFirst().share()).isCloseTo(share, within(0.02));
        }
        for (int i = 0; i < 4; i++) {
            assertThat(measured.nets().get(i).net())
                    .isEqualTo(computed.nets().get(i).net());
            assertThat(measured.nets().get(i).tables())
                    .isEqualTo(computed.nets().get(i).tables());
            assertThat(measured.nets().get(i).requestShare())
                    .isCloseTo(computed.nets().get(i).requestShare(), within(0.02));
        }
    }

    @Test
    void addsTracesUpAndRepeats() throws IOException {
        run(tiny, trace, trace);
        Path profile = directory.resolve("p.json");
        assertThat(ProfileFormat.read(profile).requests()).isEqualTo(2 * REQUESTS);
        byte[] first = Files.readAllBytes(profile);
        run(tiny, trace, trace);
        assertThat(profile).hasBinaryContent(first);
    }

    @Test
    void measuresGoldenRequests() {
        CommandRun run = run(CommandRun.CLICKS, CommandRun.CLICKS.resolve("golden.ndjson"));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("recent_items", "p.json: 100 requests");
        TrafficProfile profile = ProfileFormat.read(directory.resolve("p.json"));
        assertThat(profile.features()).extracting(FeatureTraffic::feature).contains("user_id", "terms");
    }

    @Test
    void refusesTracesOfAnotherModel() {
        CommandRun run = run(CommandRun.CLICKS, trace);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("outrank: " + trace + ":1: trace.model: 'tiny' (expected: 'clicks', the bundle's)\n");
        assertThat(directory.resolve("p.json")).doesNotExist();
    }

    @Test
    void namesLineAndFeatureWhenAnIdIsOutsideItsTable() throws IOException {
        Path bad = Files.writeString(
                directory.resolve("bad.ndjson"),
                Files.readString(CommandRun.CLICKS.resolve("golden.ndjson"))
                        .replaceFirst("\"user_id\":\\[[0-9]+]", "\"user_id\":[20000]"));
        CommandRun run = run(CommandRun.CLICKS, bad);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("outrank: " + bad + ":1: feature 'user_id': id 20000 (expected: 0 to 19999, the rows of"
                        + " table 'user', since its idPolicy is fail)\n");
    }

    @Test
    void refusesTracesWithoutRequests() throws IOException {
        Path empty = Files.createFile(directory.resolve("e.ndjson"));
        CommandRun run = run(tiny, trace, empty);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("outrank: " + empty + ": no requests (expected: at least one)\n");
        assertThat(run(tiny, directory.resolve("none.ndjson")).err()).contains("none.ndjson: not readable");
        assertThat(CommandRun.of("profile", "--model", tiny, "--requests", trace, "--hot-ids", -1, "--out", empty)
                        .err())
                .isEqualTo("outrank: hot-ids: -1 (expected: 0 to 1000000)\n");
    }
}
