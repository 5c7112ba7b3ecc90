package dev.outrank.workbench.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HistoryCommandTests {

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        change(1, "me", "first", "REGISTER", "clicks");
        change(2, "you", "another", "REGISTER", "other");
        change(3, "registry", "all have it", "READY", "clicks");
    }

    private void change(long revision, String author, String reason, String action, String model) {
        registry.change("{\"revision\":" + revision + ",\"at\":\"2026-03-01T10:00:0" + revision
                + "Z\",\"author\":\"" + author + "\",\"reason\":\"" + reason + "\",\"action\":\"" + action
                + "\",\"model\":\"" + model + "\",\"version\":\"v" + revision + "\"}");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private CommandRun history(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("history", "--registry", registry.uri()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void printsTheNewestFirstWithAuthorAndReason() {
        CommandRun run = history();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().skip(1).map(line -> line.replaceAll(" +", " ")
                        .strip()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("3 ").endsWith("registry READY clicks v3 all have it"),
                        line -> assertThat(line).startsWith("2 ").endsWith("you REGISTER other v2 another"),
                        line -> assertThat(line).startsWith("1 ").endsWith("me REGISTER clicks v1 first"));
    }

    @Test
    void printsThoseOfAModelUpToTheLimitAsJson() {
        CommandRun run = history("clicks", "--limit", 1, "--json");

        assertThat(run.out().lines())
                .containsExactly(
                        "{\"revision\":3,\"at\":\"2026-03-01T10:00:03Z\","
                                + "\"author\":\"registry\",\"reason\":\"all have it\",\"action\":\"READY\",\"model\":\"clicks\",\"version\":\"v3\"}");
    }

    @Test
    void refusesALimitBelowOne() {
        assertThat(history("--limit", 0).err()).contains("--limit: 0 (expected: at least 1)");
    }
}
