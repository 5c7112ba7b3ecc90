package dev.outrank.workbench.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RollbackCommandTests {

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = FakeRegistry.afterASwap();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private CommandRun rollBack(Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("rollback", "clicks", "--reason", "worse", "--author", "me", "--registry", registry.uri()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    private static String ranking(long revision) {
        return "{\"service\":\"RANKING\",\"singular\":false,\"revision\":" + revision + ",\"versions\":[]}";
    }

    @Test
    void asksForTheVersionBeforeAndWaitsForAllRankings() {
        registry.replica("ranking-1", ranking(41));
        registry.replica("ranking-2", ranking(50));

        CommandRun run = rollBack();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(registry.posts())
                .containsExactly("clicks/rollback {\"author\":\"me\",\"reason\":\"worse\",\"from\":\"2\"}");
        assertThat(run.out()).contains("clicks: from version 2 to version ").contains("2 rankings have applied it ");
    }

    @Test
    void namesTheVersionThatItIsToldTo() {
        assertThat(rollBack("--to", "1").exitCode()).isZero();
        assertThat(registry.posts())
                .singleElement()
                .asString()
                .contains("\"version\":\"1\"")
                .doesNotContain("from");
    }

    @Test
    void goesBackFromTheVersionThatItIsToldToOnly() {
        assertThat(rollBack("--from", "3").exitCode()).isZero();
        assertThat(registry.posts()).singleElement().asString().contains("\"from\":\"3\"");
    }

    @Test
    void saysHowToAskAgainWhenTheAnswerIsLost() {
        registry.refusal(502, "lost");

        CommandRun run = rollBack();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("whether it went back is not known: run it again with --from 2");
    }

    @Test
    void saysWhichRankingHasNotHeardOfItInTime() {
        registry.replica("ranking-1", ranking(40));

        CommandRun run = rollBack("--timeout", "1ms");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("rankings [ranking-1]: revision 41 not applied after 1 ms");
    }

    @Test
    void saysWhatTheRegistrySaysWhenItRefuses() {
        registry.refusal("no version before is ready");

        CommandRun run = rollBack();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("registry: no version before is ready");
    }
}
