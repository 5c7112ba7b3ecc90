package dev.outrank.workbench.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.document.CanonicalJson;
import dev.outrank.workbench.stack.TestStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of real processes: a tiny model whose largest table must be split, as short as it can be. */
final class CharacterizeIT {

    private static final String ROOT = "outrank.root";

    @TempDir
    private Path directory;

    @BeforeAll
    static void findServices() {
        System.setProperty(ROOT, TestStack.ROOT.toString());
    }

    @AfterAll
    static void forgetServices() {
        System.clearProperty(ROOT);
    }

    private CommandRun study(Object... options) {
        Path file = directory.resolve("tiny-study.json");
        CanonicalJson.write(StudyWorkloads.twoNets(), file);
        Stream<Object> common = Stream.of(
                "characterize",
                "--models",
                file,
                "--strategies",
                "capacity,auto",
                "--shard-counts",
                2,
                "--loads",
                20,
                "--rounds",
                1,
                "--turn",
                "1s",
                "--answer-turn",
                "1s",
                "--warm-up",
                "4s",
                "--requests",
                10);
        List<Object> arguments = new ArrayList<>(common.toList());
        arguments.addAll(Arrays.asList(options));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void measuresShardsAgainstOneProcessAndChecksTheirScores() {
        Path json = directory.resolve("study.json");
        Path html = directory.resolve("study.html");
        Path earlier = directory.resolve("earlier.json");
        StudyFormat.write(StudyReports.report(StudyReports.row("tiny-study", "capacity", 2, "serial", 1, 1)), earlier);
        CommandRun run = study(
                "--sweeps",
                "tables,user",
                "--json",
                json,
                "--html",
                html,
                "--against",
                earlier,
                "--bound",
                "p99=0.000001");
        StudyReport report = StudyFormat.read(json);
        // Nothing went wrong, so that the bound, which nothing could keep, is what the command fails for.
        assertThat(report.failures()).as(run.out() + run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("PASSED P99 ");
        assertThat(report.rows().stream().filter(StudyRow::isFull)).isNotEmpty().allSatisfy(row -> {
            assertThat(row.distributed().achievedRate()).isPositive();
            assertThat(row.askedRate()).isNull();
        });
        assertThat(report.rows().stream().filter(row -> row.variant().isEmpty() && !row.isFull()))
                .hasSize(4)
                .allSatisfy(row -> {
                    // A shard that gets no id of a request is not asked.
                    assertThat(row.rpcs()).isBetween(1.0, 2.0);
                    assertThat(row.bytes())
                            .isCloseTo(Objects.requireNonNull(row.predictedBytes()), Percentage.withPercentage(50));
                    assertThat(row.distributed().workByStage())
                            .containsKeys("decode", "shard.pool", "dense.top", "rest");
                    assertThat(row.worstScoreChange()).isLessThan(1e-4);
                    assertThat(row.distributed().cpuByProcess())
                            .containsOnlyKeys("embedding-0", "embedding-1", "ranking");
                    assertThat(row.distributed().stageMillis()).containsKeys("network", "shard.pool", "dense.top");
                    assertThat(row.memory().values())
                            .allSatisfy(memory -> assertThat(memory.pssBytes()).isPositive());
                });
        assertThat(report.rows().stream().map(StudyRow::variant)).contains("tables int8", "tables int4");
        assertThat(report.userRepeated("tiny-study"))
                .extracting(StudyRow::shards)
                .containsExactly(1, 2);
        assertThat(report.userRepeated("tiny-study"))
                .allSatisfy(row -> assertThat(row.worstScoreChange()).isBetween(0.0, 1e-3));
        assertThat(run.out()).contains("tiny-study, user with every candidate over user once: CPU");
        assertThat(report.noise()).hasSize(2);
        assertThat(report.fleets()).hasSize(3);
        assertThat(html).content().contains("tiny-study");
    }
}
