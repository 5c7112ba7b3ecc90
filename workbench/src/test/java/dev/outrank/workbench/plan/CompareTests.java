package dev.outrank.workbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.comparison.ComparisonFigures;
import dev.outrank.workbench.comparison.ComparisonFormat;
import dev.outrank.workbench.comparison.ComparisonReport;
import dev.outrank.workbench.comparison.ComparisonRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompareTests {

    @TempDir
    private Path directory;

    private CommandRun compare(String name, Object... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "plan",
                                "--workload",
                                "drm3",
                                "--compare",
                                "--trials",
                                100,
                                "--calibration",
                                CalibrationFiles.FIXED,
                                "--json",
                                json(name),
                                "--html",
                                html(name)),
                        Stream.of(more))
                .toArray());
    }

    private Path json(String name) {
        return directory.resolve(name + ".json");
    }

    private Path html(String name) {
        return directory.resolve(name + ".html");
    }

    @Test
    void comparesAllStrategiesOverAllCountsInTheirOrder() {
        CommandRun run = compare("a", "--shard-counts", "4,2,4");
        assertThat(run.err()).isEmpty();
        ComparisonReport report = ComparisonFormat.read(json("a"));
        assertThat(report.rows())
                .extracting(row -> row.strategy() + " " + row.shards())
                .containsExactly(
                        "singular 1",
                        "one-shard 1",
                        "capacity 4",
                        "capacity 2",
                        "load 4",
                        "load 2",
                        "nsbp 4",
                        "nsbp 2",
                        "hot-cold 4",
                        "hot-cold 2",
                        "auto 4",
                        "auto 2");
        assertThat(report.rows()).filteredOn(row -> row.refusal() != null).allSatisfy(row -> assertThat(row.strategy())
                .isEqualTo("hot-cold"));
        assertThat(run.out())
                .contains("strategy   shards  bytes max/mean", "Least P99: ", "Least CPU a request: singular");
        assertThat(html("a")).content().contains("drm3: placements compared");
    }

    @Test
    void writesTheSameFilesWhenRunTwice() throws Exception {
        CommandRun first = compare("a", "--shard-counts", "2,4");
        CommandRun second = compare("b", "--shard-counts", "2,4");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(Files.mismatch(json("a"), json("b"))).isEqualTo(-1);
        assertThat(Files.mismatch(html("a"), html("b"))).isEqualTo(-1);
    }

    @Test
    void findsNoPlanSlowerThanSearchingForIt() {
        compare("a", "--shard-counts", "4");
        ComparisonReport report = ComparisonFormat.read(json("a"));
        double searched = p99(report, "auto");
        assertThat(Stream.of("capacity", "load", "nsbp"))
                .allSatisfy(name -> assertThat(p99(report, name)).isGreaterThanOrEqualTo(searched));
    }

    @ParameterizedTest
    @CsvSource({"2, 300", "4, 3000", "4, 50000", "8, 20000"})
    void findsNoPlanSlowerThanSearchingForItAtARate(int shards, double rate) {
        compare("a", "--shard-counts", shards, "--rate", rate, "--hot-rows", 100_000);
        ComparisonReport report = ComparisonFormat.read(json("a"));
        double searched = p99(report, "auto");
        assertThat(Stream.of("capacity", "load", "nsbp", "hot-cold"))
                .allSatisfy(name -> assertThat(p99(report, name)).isGreaterThanOrEqualTo(searched));
    }

    @Test
    void sizesRankingOfEveryPlanWhenNoRateIsGiven() {
        CommandRun run = compare("a", "--shard-counts", "2,16", "--utilisation", "0.4");
        assertThat(run.out())
                .contains(
                        "replicas     of ranking so many that their cores work at most 40 % of the time, of shards as given\n")
                .doesNotContain("never");
        ComparisonReport report = ComparisonFormat.read(json("a"));
        assertThat(report.inputs().shardsSized()).isFalse();
        assertThat(report.rows())
                .extracting(ComparisonRow::figures)
                .filteredOn(Objects::nonNull)
                .allSatisfy(figures -> assertThat(figures.utilisation()).isLessThanOrEqualTo(0.4))
                .anySatisfy(figures -> assertThat(figures.rankingReplicas()).isGreaterThan(1));
        assertThat(report.rows())
                .filteredOn(row -> row.shards() == 16 && row.figures() != null)
                .extracting(ComparisonRow::figures)
                .allSatisfy(figures -> assertThat(figures.processes()).isEqualTo(figures.rankingReplicas() + 16L));
    }

    private static double p99(ComparisonReport report, String strategy) {
        ComparisonRow row = report.rows().stream()
                .filter(each -> each.strategy().equals(strategy))
                .findFirst()
                .orElseThrow();
        ComparisonFigures figures = Objects.requireNonNull(row.figures());
        return Objects.requireNonNull(figures.p99Micros());
    }

    @Test
    void sizesEveryPlanForTheRateThatIsGiven() {
        CommandRun run = compare("a", "--shard-counts", "1,4", "--rate", 50_000, "--max-shard-bytes", "100GB");
        assertThat(run.out()).contains("served at    50,000.0 requests a second: --rate\n");
        ComparisonReport report = ComparisonFormat.read(json("a"));
        assertThat(report.inputs().utilisation()).isEqualTo(0.6);
        assertThat(report.inputs().shardsSized()).isTrue();
        assertThat(report.inputs().maxShardBytes()).isEqualTo(100_000_000_000L);
        assertThat(report.rows())
                .filteredOn(row -> row.shards() == 1 && !row.strategy().equals("singular"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.refusal()).isNotNull());
        assertThat(report.rows().getFirst().refusal()).isNull();
        assertThat(report.rows())
                .extracting(ComparisonRow::figures)
                .filteredOn(Objects::nonNull)
                .allSatisfy(figures -> assertThat(figures.utilisation()).isBetween(0.3, 0.6));
    }

    @Test
    void refusesAPlaceThatCannotBeWritten() {
        assertThat(compare("none/a", "--shard-counts", "2").err()).startsWith("outrank: " + json("none/a"));
    }
}
