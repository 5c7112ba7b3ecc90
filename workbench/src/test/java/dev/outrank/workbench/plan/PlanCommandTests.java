package dev.outrank.workbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.workbench.CommandRun;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanCommandTests {

    @TempDir
    private Path directory;

    private CommandRun plan(Object... more) {
        Object[] arguments = new Object[more.length + 5];
        arguments[0] = "plan";
        arguments[1] = "--model";
        arguments[2] = CommandRun.CLICKS;
        arguments[3] = "--out";
        arguments[4] = directory.resolve("plan.json");
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void writesPlanThatCoversTheBundleAndPrintsBalanceWhenPlanned() {
        CommandRun run = plan("--shards", 4, "--replicas", 2, "--strategy", "capacity");
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSize(6);
        assertThat(run.out())
                .startsWith("shard  replicas  tables  parts")
                .contains("3.955 MB on 4 shards, max/mean 1.0");
        ShardingPlan plan = PlanFormat.read(directory.resolve("plan.json"));
        plan.requireCovers(Bundle.open(CommandRun.CLICKS).manifest());
        assertThat(plan.shards()).extracting(ShardSpec::replicas).containsExactly(2, 2, 2, 2);
    }

    @Test
    void writesEqualPlansWhenRunTwice() {
        plan("--shards", 3);
        ShardingPlan first = PlanFormat.read(directory.resolve("plan.json"));
        plan("--shards", 3);
        assertThat(PlanFormat.read(directory.resolve("plan.json"))).isEqualTo(first);
    }

    @Test
    void placesEverythingOnOneShardWhenAsked() {
        assertThat(plan("--strategy", "one-shard").out()).contains("100.0%", "on 1 shards, max/mean 1.000");
    }

    @Test
    void choosesTypesAndCountsTheirBytesWhenAsked() {
        CommandRun run = plan("--shards", 2, "--dtype", "int8", "--dtype", "t*=float16", "--dtype", "category=float32");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("1.5", " MB on 2 shards");
        ShardingPlan plan = PlanFormat.read(directory.resolve("plan.json"));
        assertThat(plan.dtypes())
                .isEqualTo(Map.of("user", ElementType.INT8, "item", ElementType.INT8, "term", ElementType.FLOAT16));
    }

    @Test
    void refusesATypeThatDoesNotExistAndAPatternWithoutTables() {
        assertThat(plan("--dtype", "int2").err())
                .isEqualTo("outrank: dtype: 'int2' (expected: TYPE or PATTERN=TYPE,"
                        + " TYPE one of [float32, float16, int8, int4])\n");
        assertThat(plan("--dtype", "x*=int8").err())
                .isEqualTo("outrank: table pattern: 'x*' (expected: a table of model 'clicks',"
                        + " which has user, item, category, term)\n");
    }

    @Test
    void refusesWithTheReasonWhenNoPlanIsPossible() {
        assertThat(plan("--strategy", "best").err())
                .isEqualTo("outrank: strategy: 'best' (expected: one of"
                        + " [singular, one-shard, capacity, load, nsbp, hot-cold, auto])\n");
        assertThat(plan("--shards", 0).err()).contains("shards: 0 (expected: 1 to 4096)");
        assertThat(plan("--shards", 2, "--max-shard-bytes", 1000).err())
                .startsWith("outrank: maxShardBytes: 1000, and all tables, of which 'user' is the largest with ")
                .contains(" (expected: at least ");
        assertThat(directory.resolve("plan.json")).doesNotExist();
    }

    @Test
    void refusesWhenTheBundleIsAbsent() {
        CommandRun run =
                CommandRun.of("plan", "--model", directory.resolve("none"), "--out", directory.resolve("p.json"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(directory.resolve("none").toString());
    }
}
