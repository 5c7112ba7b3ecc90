package dev.outrank.workbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.profile.ProfileFormat;
import dev.outrank.workbench.profile.TrafficProfiles;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictedPlanTests {

    private static final double SCALE = 0.00001;

    @TempDir
    private Path directory;

    /** Plans a generated bundle of drm3 with the profile of its workload. */
    private CommandRun plan(Object... more) {
        Path bundle = directory.resolve("drm3");
        if (!bundle.toFile().exists()) {
            assertThat(CommandRun.of("generate", "--workload", "drm3", "--scale", SCALE, "--out", bundle)
                            .err())
                    .isEmpty();
            ProfileFormat.write(TrafficProfiles.of(WorkloadCatalog.find("drm3"), SCALE), profile());
        }
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "plan",
                                "--model",
                                bundle,
                                "--profile",
                                profile(),
                                "--calibration",
                                CalibrationFiles.FIXED,
                                "--out",
                                out()),
                        Stream.of(more))
                .toArray());
    }

    private Path profile() {
        return directory.resolve("profile.json");
    }

    private Path out() {
        return directory.resolve("plan.json");
    }

    private static CommandRun planWorkload(Object... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of("plan", "--workload", "drm3", "--calibration", CalibrationFiles.FIXED),
                        Stream.of(more))
                .toArray());
    }

    @Test
    void saysForWhatItPredictsAndPrintsCostsWhenThereIsAProfile() {
        CommandRun run = plan("--strategy", "load", "--shards", 2, "--cores", 2, "--round-trip", "250us");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("profile      computed from workload 'drm3' at scale 1.0E-5, 10,000,000,000 requests\n")
                .contains("calibration  " + CalibrationFiles.FIXED + ", measured on fixed with 4 processors, scalar")
                .contains(
                        "half of what one process of 2 cores with the whole model sustains, since no --rate is given\n")
                .contains("processes    2 cores, 1.074 GB besides their tables; round trip 250.0 us\n")
                .contains("shard  replicas  tables  parts")
                .contains("lookups %", "RPCs", "wire kB", "P50 ", "P99 ", "CPU ")
                .doesNotContain("fleet ");
    }

    @Test
    void namesTheShippedCalibrationWhenNoneIsGiven() {
        assertThat(CommandRun.of("plan", "--workload", "drm3", "--shards", 2).out())
                .contains("calibration  the shipped one, measured on ");
    }

    @Test
    void sizesReplicasAndPrintsTheFleetWhenARateIsGiven() {
        CommandRun run = plan("--strategy", "capacity", "--shards", 2, "--rate", 100_000, "--process-memory", "2GB");
        assertThat(run.err()).isEmpty();
        List<String> fleet =
                run.out().lines().dropWhile(line -> !line.startsWith("fleet ")).toList();
        assertThat(fleet)
                .extracting(line -> line.substring(0, 16).strip())
                .containsExactly(
                        "fleet",
                        "ranking replicas",
                        "shard replicas",
                        "processes",
                        "cores",
                        "memory",
                        "P50",
                        "P99",
                        "CPU a request");
        ShardingPlan written = PlanFormat.read(out());
        written.requireCovers(Bundle.open(directory.resolve("drm3")).manifest());
        assertThat(written.shards()).extracting(ShardSpec::replicas).allMatch(replicas -> replicas > 1);
        String replicas = written.shards().get(0).replicas() + " "
                + written.shards().get(1).replicas();
        assertThat(fleet.get(2)).contains(replicas, "none");
    }

    @Test
    void keepsAtLeastTheReplicasThatAreAskedForWhenSized() {
        plan("--shards", 2, "--rate", 1, "--replicas", 3);
        assertThat(PlanFormat.read(out()).shards())
                .extracting(ShardSpec::replicas)
                .containsExactly(3, 3);
    }

    @Test
    void servesASingularPlanByAsManyRankingProcessesAsItHasReplicas() {
        CommandRun given = plan("--strategy", "singular", "--replicas", 3);
        assertThat(given.out()).contains("all processes: 3 of ranking (", "busy), 0 of shards, ");
        assertThat(PlanFormat.read(out()).shards())
                .extracting(ShardSpec::replicas)
                .containsExactly(3);
        CommandRun sized = plan("--strategy", "singular", "--rate", 100_000);
        int replicas = PlanFormat.read(out()).shards().getFirst().replicas();
        assertThat(replicas).isGreaterThan(3);
        assertThat(sized.out()).contains("all processes: " + replicas + " of ranking (");
    }

    @Test
    void writesTheSamePlanAndPrintsTheSameWhenSearchedTwice() {
        CommandRun first = plan("--strategy", "auto", "--shards", 3, "--trials", 300, "--seed", 5);
        ShardingPlan plan = PlanFormat.read(out());
        CommandRun second = plan("--strategy", "auto", "--shards", 3, "--trials", 300, "--seed", 5);
        assertThat(second).isEqualTo(first);
        assertThat(PlanFormat.read(out())).isEqualTo(plan);
        assertThat(plan.strategy()).isEqualTo("auto");
    }

    @Test
    void searchesAtARateThatNoSingleReplicaSustains() {
        CommandRun run = plan("--strategy", "auto", "--shards", 3, "--trials", 300, "--rate", 100_000);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).doesNotContain("never");
    }

    @Test
    void saysWhatTheSearchMayNotCostWhenTheLimitIsTooLow() {
        assertThat(plan("--strategy", "auto", "--shards", 2, "--max-cpu", "1ns").err())
                .startsWith("outrank: maxCpu: 0.000 ms (expected: at least ");
    }

    @Test
    void refusesTheProfileOfAnotherModel() {
        ProfileFormat.write(TrafficProfiles.of(WorkloadCatalog.find("drm1"), SCALE), directory.resolve("other.json"));
        assertThat(CommandRun.of(
                                "plan",
                                "--model",
                                CommandRun.CLICKS,
                                "--profile",
                                directory.resolve("other.json"),
                                "--out",
                                out())
                        .err())
                .isEqualTo("outrank: profile.model: 'drm1' (expected: 'clicks')\n");
    }

    @Test
    void explainsTheLargestTablesAndTheMostAskedOnes() {
        CommandRun run = planWorkload("--shards", 4, "--explain", "--top", 1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("The 1 largest of 39 tables:\n  ")
                .contains("    Shard 0 has rows 0 to ")
                .contains(" of them, with 25.0 % of its lookups.\n")
                .contains("    Why: its ", "so it is split into as many equal ranges of rows.\n")
                .contains("The 1 most asked of 39 tables:\n  ")
                .doesNotContain("The search began");
    }

    @Test
    void explainsWithoutLookupsWhenNobodyMeasuredThem() {
        CommandRun run = CommandRun.of("plan", "--model", CommandRun.CLICKS, "--shards", 2, "--explain");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("The 4 largest of 4 tables:\n  user: 20,000 rows of 32 float32, ")
                .doesNotContain("lookups", "most asked");
    }

    @Test
    void saysWhichPlanTheSearchBeganWith() {
        assertThat(planWorkload("--shards", 2, "--strategy", "auto", "--trials", 10, "--explain")
                        .out())
                .containsPattern("The search began with the plan of '(capacity|load|nsbp|cost)' and kept");
    }
}
