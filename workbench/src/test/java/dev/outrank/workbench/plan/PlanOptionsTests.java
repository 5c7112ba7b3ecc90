package dev.outrank.workbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanOptionsTests {

    @TempDir
    private Path directory;

    private static CommandRun planWorkload(Object... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "plan",
                                "--workload",
                                "drm3",
                                "--scale",
                                "0.001",
                                "--calibration",
                                CalibrationFiles.FIXED),
                        Stream.of(more))
                .toArray());
    }

    private CommandRun planClicks(Object... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of("plan", "--model", CommandRun.CLICKS, "--out", directory.resolve("plan.json")),
                        Stream.of(more))
                .toArray());
    }

    private static void assertRefused(CommandRun run, String message) {
        assertThat(run.err()).isEqualTo("outrank: " + message + "\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void refusesBothAndNeitherOfModelAndWorkload() {
        assertRefused(CommandRun.of("plan"), "--model: none (expected: --model <bundle>, or --workload <name|file>)");
        assertRefused(
                CommandRun.of("plan", "--model", "a", "--workload", "drm1"),
                "--workload: drm1 besides --model a (expected: one of the two)");
        assertRefused(planClicks("--scale", "0.5"), "--scale: 0.5 (expected: only with --workload)");
        assertRefused(
                CommandRun.of("plan", "--workload", "drm1", "--scale", "2"),
                "--scale: 2.0 (expected: above 0, at most 1)");
    }

    @Test
    void leavesSmallTablesToRanking() {
        CommandRun run = planWorkload("--shards", 4, "--max-local-bytes", "10MB");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("each ranking process: \\d+ tables, \\d[.\\d]* MB");
        assertThat(wireMegabytes(run)).isLessThan(0.5 * wireMegabytes(planWorkload("--shards", 4)));
        assertRefused(
                planClicks("--max-local-bytes", "10MB"),
                "maxLocalBytes: no profile (expected: --profile with what 'outrank profile' measured of the model's requests)");
        assertRefused(
                planWorkload("--strategy", "singular", "--max-local-bytes", "1kB"),
                "maxLocalBytes: 1000 (expected: 0 with the strategy 'singular', which has all tables in ranking)");
    }

    private static double wireMegabytes(CommandRun run) {
        Matcher matcher = Pattern.compile("([.\\d]+) (MB|kB) on the wire").matcher(run.out());
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1)) / (matcher.group(2).equals("kB") ? 1000 : 1);
    }

    @Test
    void refusesOutOfAWorkloadAndAsksForItOfAModel() {
        assertRefused(
                planWorkload("--out", "p.json"),
                "--out: p.json (expected: only with --model, since a plan belongs to a bundle by its fingerprint,"
                        + " and a workload has none)");
        assertRefused(
                CommandRun.of("plan", "--model", CommandRun.CLICKS),
                "--out: none (expected: the file to write the plan to, or --explain or --compare)");
    }

    @ParameterizedTest
    @CsvSource({"load", "hot-cold", "auto"})
    void refusesWithoutAProfileWhatNeedsIt(String strategy) {
        assertRefused(
                planClicks("--strategy", strategy, "--shards", 2),
                "strategy '" + strategy
                        + "': no profile (expected: --profile with what 'outrank profile' measured of the model's requests)");
        assertThat(directory.resolve("plan.json")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--calibration, c.json",
        "--round-trip, 1ms",
        "--rate, 10.0",
        "--utilisation, 0.5",
        "--cores, 2",
        "--process-memory, 1GB"
    })
    void refusesWithoutAProfileWhatOnlyPredictionsUse(String option, String value) {
        assertRefused(
                planClicks(option, value),
                option + ": " + value
                        + " (expected: only with --profile or --workload, without which nothing is predicted)");
    }

    @ParameterizedTest
    @CsvSource({"--seed, 3", "--trials, 3", "--time-limit, 3s", "--max-cpu, 3ms"})
    void refusesWithoutASearchWhatOnlySearchesUse(String option, String value) {
        assertRefused(
                planClicks(option, value),
                option + ": " + value + " (expected: only with --strategy auto or --compare)");
    }

    @Test
    void refusesWithoutAComparisonWhatOnlyComparisonsUse() {
        assertRefused(planClicks("--json", "c"), "--json: c (expected: only with --compare)");
        assertRefused(planClicks("--html", "c"), "--html: c (expected: only with --compare)");
        assertRefused(planClicks("--shard-counts", "2,4"), "--shard-counts: [2, 4] (expected: only with --compare)");
        assertRefused(planClicks("--top", "3"), "--top: 3 (expected: only with --explain)");
        assertRefused(planWorkload("--explain", "--top", "0"), "--top: 0 (expected: at least 1)");
    }

    @Test
    void refusesInAComparisonWhatOnlyPlansUse() {
        assertRefused(
                planWorkload("--compare", "--out", "p"),
                "--out: p (expected: only with a plan, and --compare makes none)");
        assertRefused(
                planWorkload("--compare", "--strategy", "nsbp"),
                "--strategy: nsbp (expected: only with a plan; --compare takes all strategies)");
        assertRefused(
                planWorkload("--compare", "--shards", "2"),
                "--shards: 2 (expected: only with a plan; --compare takes --shard-counts)");
        assertRefused(
                planWorkload("--compare", "--explain"), "--explain: besides --compare (expected: one of the two)");
        assertRefused(planWorkload("--compare", "--shard-counts", "0"), "--shard-counts: 0 (expected: 1 to 4096)");
        assertRefused(
                CommandRun.of("plan", "--model", CommandRun.CLICKS, "--compare"),
                "--compare: no profile (expected: --profile with what 'outrank profile' measured of the model's requests)");
    }

    @Test
    void refusesUnitsThatDoNotExist() {
        assertThat(planWorkload("--max-shard-bytes", "64gigs").err())
                .startsWith("outrank: --max-shard-bytes: '64gigs' (expected: bytes below 2^63, such as 64GiB");
        assertThat(planWorkload("--process-memory", "-1").err())
                .startsWith("outrank: --process-memory: '-1' (expected:");
        assertThat(planWorkload("--round-trip", "3").err())
                .startsWith("outrank: --round-trip: '3' (expected: a span of time, such as 250us");
        assertThat(planWorkload("--strategy", "auto", "--time-limit", "3 hours").err())
                .startsWith("outrank: --time-limit: '3 hours' (expected: a span of time");
        assertThat(planWorkload("--strategy", "auto", "--max-cpu", "much").err())
                .startsWith("outrank: --max-cpu: 'much'");
    }

    @Test
    void refusesWhatNoMachineOrFleetHas() {
        assertThat(planWorkload("--rate", "0").err()).contains("requestsPerSecond: 0.0 (expected:");
        assertThat(planWorkload("--rate", "5", "--utilisation", "1").err()).contains("utilisation: 1.0 (expected:");
        assertThat(planWorkload("--replicas", "0").err()).isEqualTo("outrank: replicas: 0 (expected: 1 to 10000)\n");
        assertThat(planWorkload("--cores", "0").err()).contains("(expected: both at least 1)");
        assertThat(planWorkload("--trials", "-1", "--strategy", "auto").err()).contains("maxTrials: -1 (expected:");
    }

    @Test
    void saysTheSmallestChangeWhenALimitIsImpossible() {
        CommandRun impossible = CommandRun.of(
                "plan",
                "--workload",
                "drm1",
                "--shards",
                2,
                "--max-shard-bytes",
                "64GB",
                "--calibration",
                CalibrationFiles.FIXED);
        assertRefused(
                impossible,
                "maxShardBytes: 64000000000, and all tables, of which 'c001' is the largest with 3600004352,"
                        + " make each shard need 97000539840"
                        + " (expected: at least 97000541952, or at least 4 shards)");
    }

    @Test
    void takesTheFewestShardsWhenOnlyALimitIsGiven() {
        assertThat(planWorkload("--max-shard-bytes", "70MB").out()).contains(" on 3 shards: ");
        assertThat(planWorkload("--max-shard-bytes", "40MiB").out()).contains(" on 5 shards: ");
    }

    @Test
    void listsAllStrategiesInTheHelp() {
        String help = CommandRun.of("help", "plan").out();
        assertThat(help)
                .contains("  singular   everything in the ranking process, without any call")
                .contains("  nsbp       net-specific bin-packing")
                .contains("  auto       the least predicted 99th percentile: the best of the others over")
                .contains("             as many shards, then improved step by step");
    }
}
