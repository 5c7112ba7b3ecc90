package dev.outrank.workbench.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RolloutCommandTests {

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        registry.version("1", "SERVING");
        registry.version("2", "READY");
        registry.active("1");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private CommandRun rollout(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("rollout", "clicks", "2", "--registry", registry.uri()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    private static String told(String version, String state, int step, String more) {
        return "{\"version\":\"" + version + "\",\"steps\":[25,100],\"step\":" + step + ",\"percent\":"
                + (step == 0 ? 25 : 100) + ",\"state\":\"" + state + "\",\"reason\":null,"
                + "\"stable\":{\"requests\":300,\"errorRate\":0.0,\"degradedRate\":0.0,\"p99Millis\":8.0,\"scoreShift\":0.0}"
                + more + "}";
    }

    private static String canary(double errors) {
        return ",\"canary\":{\"requests\":100,\"errorRate\":" + errors
                + ",\"degradedRate\":0.0,\"p99Millis\":9.5,\"scoreShift\":0.0123}";
    }

    @Test
    void followsUntilItIsPromoted() {
        registry.rollouts(
                told("1", "PROMOTED", 1, ""),
                told("1", "PROMOTED", 1, ""),
                told("2", "RUNNING", 0, canary(0)),
                told("2", "RUNNING", 0, canary(0)),
                told("2", "RUNNING", 1, canary(0)),
                told("2", "PROMOTED", 1, canary(0)));

        CommandRun run = rollout("--steps", "25,100", "--pause", "5s", "--score-shift", "0.4");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(registry.posts())
                .singleElement()
                .asString()
                .contains(
                        "clicks/versions/2/rollout ",
                        "\"steps\":[25.0,100.0],\"pauseSeconds\":5.0,\"bounds\":{\"errorRate\":0.01,\"degradedRate\":0.01,"
                                + "\"latencyFactor\":1.25,\"scoreShift\":0.4,\"minRequests\":100}");
        assertThat(run.out().lines())
                .containsExactly(
                        "clicks, version 2: rollout by steps [25.0, 100.0], 5 s each, began",
                        "step 1 of 2: 25 % of the requests",
                        "  25 % ended: canary 100 requests, 0.00 % errors, 0.00 % degraded, P99 9.5 ms, score shift 0.012;"
                                + " stable 300 requests, 0.00 % errors, 0.00 % degraded, P99 8.0 ms",
                        "step 2 of 2: 100 % of the requests",
                        "  100 % ended: canary 100 requests, 0.00 % errors, 0.00 % degraded, P99 9.5 ms, score shift 0.012;"
                                + " stable 300 requests, 0.00 % errors, 0.00 % degraded, P99 8.0 ms",
                        "clicks, version 2: promoted, it answers all requests");
    }

    @Test
    void endsWithOneAndTheReasonWhenItIsRolledBack() {
        registry.rollouts(
                told("2", "STOPPED", 0, ""),
                told("2", "STOPPED", 0, ""),
                told("2", "RUNNING", 0, canary(0)),
                told("2", "ROLLED_BACK", 0, canary(0.2))
                        .replace("\"reason\":null", "\"reason\":\"errors: 20 of 100\""));

        CommandRun run = rollout("--steps", "25,100");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("25 % ended: canary 100 requests, 20.00 % errors")
                .contains("clicks, version 2: rolled back: errors: 20 of 100");
    }

    @Test
    void pausesForPartsOfASecondToo() {
        registry.rollouts(told("1", "PROMOTED", 1, ""), told("1", "PROMOTED", 1, ""), told("2", "PROMOTED", 1, ""));

        CommandRun run = rollout("--pause", "500ms");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(registry.posts()).singleElement().asString().contains("\"pauseSeconds\":0.5,");
        assertThat(run.out()).contains(", 0.5 s each, began");
    }

    @Test
    void endsWithZeroWhereItIsPromotedAlready() {
        registry.rollouts(told("2", "PROMOTED", 1, ""));
        registry.active("2");

        CommandRun run = rollout();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("clicks, version 2: promoted already, it answers all requests");
        assertThat(registry.posts()).isEmpty();
    }

    @Test
    void beginsOnlyWhenToldAgainWhereItWasPromotedAndIsNotActive() {
        registry.rollouts(told("2", "PROMOTED", 1, ""));

        CommandRun run = rollout();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("promoted before, and not active any more (--again");
        assertThat(registry.posts()).isEmpty();
    }

    @Test
    void beginsOnlyWhenToldAgainWhereItWasRolledBack() {
        String rolledBack =
                told("2", "ROLLED_BACK", 0, "").replace("\"reason\":null", "\"reason\":\"errors: 20 of 100\"");
        registry.rollouts(rolledBack, rolledBack, told("2", "PROMOTED", 1, ""));

        CommandRun run = rollout();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("clicks, version 2: rolled back before: errors: 20 of 100 (--again");
        assertThat(registry.posts()).isEmpty();
        assertThat(rollout("--again").exitCode()).isZero();
        assertThat(registry.posts()).hasSize(1);
    }

    @Test
    void joinsARolloutOfTheSameVersion() {
        registry.rollouts(
                told("2", "RUNNING", 0, canary(0)),
                told("2", "RUNNING", 0, canary(0)),
                told("2", "PROMOTED", 1, canary(0)));

        CommandRun run = rollout();

        assertThat(run.exitCode()).isZero();
        assertThat(registry.posts()).isEmpty();
        assertThat(run.out()).contains("a rollout runs already, by steps [25.0, 100.0]; following it");
    }

    @Test
    void endsWhenAnotherRolloutHasBegunMeanwhile() {
        registry.rollouts(
                told("2", "RUNNING", 0, canary(0)),
                told("2", "RUNNING", 0, canary(0)),
                told("3", "RUNNING", 0, canary(0)));

        CommandRun run = rollout();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("clicks: rollout of 3 (expected: of 2");
    }

    @Test
    void refusesStepsThatDoNotAscendToAll() {
        for (String steps : List.of("10,50", "50,10,100", "0,100")) {
            CommandRun run = rollout("--steps", steps);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("expected: ascending percentages above 0, the last 100");
        }
        assertThat(registry.posts()).isEmpty();
    }

    @Test
    void saysWhatTheRegistrySaysWhenItRefuses() {
        registry.refusal("pinned: true (expected: unpinned)");

        CommandRun run = rollout();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("registry: pinned: true (expected: unpinned)");
    }
}
