package dev.outrank.workbench.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PackAndInspectTests {

    @TempDir
    private Path directory;

    private Path plan;

    @BeforeEach
    void planThreeShards() {
        plan = directory.resolve("plan.json");
        CommandRun.of("plan", "--model", CommandRun.CLICKS, "--shards", 3, "--out", plan);
    }

    @Test
    void writesShardsThatOpenWhenPacked() {
        Path out = directory.resolve("packed");
        CommandRun run = CommandRun.of("pack", "--model", CommandRun.CLICKS, "--plan", plan, "--out", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith(out + ": clicks on 3 shards, ");
        for (int shard = 0; shard < 3; shard++) {
            try (PackedShard packed = PackedShard.open(out.resolve("shard-" + shard))) {
                packed.verifyChecksums();
                assertThat(packed.header().shardCount()).isEqualTo(3);
            }
        }
    }

    @Test
    void showsEveryShardWhenPackedDirectoryIsInspected() {
        Path out = directory.resolve("packed");
        CommandRun.of("pack", "--model", CommandRun.CLICKS, "--plan", plan, "--out", out);
        CommandRun run = CommandRun.of("inspect", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("packed    clicks", "strategy  capacity", "shard 0", "shard 2", "20,000", "float32");
        JsonNode json = JsonMapper.shared()
                .readTree(CommandRun.of("inspect", out, "--json").out());
        assertThat(json.required("kind").asString()).isEqualTo("packed");
        assertThat(json.required("shards").size()).isEqualTo(3);
        assertThat(json.required("shards")
                        .get(0)
                        .required("tables")
                        .get(0)
                        .required("table")
                        .asString())
                .isEqualTo("user");
    }

    @Test
    void showsFeaturesNetsAndTablesWhenBundleIsInspected() {
        CommandRun run = CommandRun.of("inspect", CommandRun.CLICKS, "--checksums");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("bundle       clicks", "recent_items", "user_vector[32]", "20,000", "3,909,120 in tables");
        JsonNode json = JsonMapper.shared()
                .readTree(CommandRun.of("inspect", CommandRun.CLICKS, "--json").out());
        assertThat(json.required("kind").asString()).isEqualTo("bundle");
        assertThat(json.required("manifest").required("name").asString()).isEqualTo("clicks");
    }

    @Test
    void refusesWhenThePlanIsOfAnotherBundle() throws IOException {
        Path other = directory.resolve("other");
        CommandRun.of("generate", "--workload", "src/test/resources/tiny.json", "--out", other);
        CommandRun run = CommandRun.of("pack", "--model", other, "--plan", plan, "--out", directory.resolve("packed"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("clicks").contains("(expected: ");
        assertThat(directory.resolve("packed")).doesNotExist();
    }

    @Test
    void refusesWhenThePlanIsNoJson() throws IOException {
        Files.writeString(plan, "shards: 4");
        CommandRun run = CommandRun.of(
                "pack", "--model", CommandRun.CLICKS, "--plan", plan, "--out", directory.resolve("packed"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("outrank: " + plan);
    }

    @Test
    void refusesWhenTheDirectoryIsNeither() {
        assertThat(CommandRun.of("inspect", directory.resolve("nothing")).err())
                .contains("neither model.json nor plan.json (expected: a bundle or a packed directory)");
    }
}
