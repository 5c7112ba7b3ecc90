package dev.outrank.workbench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.stack.PackedModels;
import dev.outrank.workbench.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command against the real services, with the example model's golden requests. */
final class ReplayIT {

    private static final Path GOLDEN = CommandRun.CLICKS.resolve("golden.ndjson");

    @TempDir
    static Path home;

    private static TestStack stack;

    @BeforeAll
    static void startStack() throws InterruptedException {
        stack = TestStack.start(
                home.resolve("stack"),
                2,
                true,
                () -> List.of(PackedModels.prepare(CommandRun.CLICKS, 2, 1, home.resolve("packed"))));
    }

    @AfterAll
    static void stopStack() {
        stack.close();
    }

    private static CommandRun replay(int port, Object... options) {
        Stream<Object> common = Stream.of(
                "replay",
                "--model",
                CommandRun.CLICKS,
                "--trace",
                GOLDEN,
                "--timeout-ms",
                60_000,
                "--warm-up",
                "1s",
                "--duration",
                "2s",
                "--target",
                "http://127.0.0.1:" + port);
        return CommandRun.of(Stream.concat(common, Arrays.stream(options)).toArray());
    }

    @Test
    void findsTheSameScoresInOneProcessAndBehindTheGateway() throws IOException {
        Path scores = home.resolve("scores.ndjson");
        Path json = home.resolve("singular.json");
        CommandRun singular =
                replay(stack.ports().singularRanking(), "--serial", "--save-scores", scores, "--json", json);
        assertThat(singular.exitCode()).as(singular.out() + singular.err()).isZero();
        JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(result.required("stageMillis").required("dense.top").asDouble())
                .isPositive();
        for (Api api : List.of(Api.INFER, Api.RANK)) {
            CommandRun distributed =
                    replay(stack.ports().gateway(), "--rate", 5, "--expect", scores, "--api", api.label());
            assertThat(distributed.exitCode())
                    .as(distributed.out() + distributed.err())
                    .isZero();
        }
    }

    @Test
    void saysThatAVersionIsUnknown() {
        CommandRun run = replay(stack.ports().gateway(), "--serial", "--model-version", "none-such");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("status-404", "none-such").hasLineCount(1);
    }
}
