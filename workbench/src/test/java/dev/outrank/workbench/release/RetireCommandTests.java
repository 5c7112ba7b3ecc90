package dev.outrank.workbench.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RetireCommandTests {

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = FakeRegistry.afterASwap();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private CommandRun retire() {
        return CommandRun.of(
                "retire", "clicks", "1", "--reason", "room", "--author", "me", "--registry", registry.uri());
    }

    @Test
    void asksTheRegistryAndSaysAsOfWhichRevision() {
        CommandRun run = retire();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(registry.posts())
                .containsExactly("clicks/versions/1/retire {\"author\":\"me\",\"reason\":\"room\"}");
        assertThat(run.out()).contains("clicks, version 1: retires or has retired, as of revision 41");
    }

    @Test
    void saysWhatTheRegistrySaysWhenItRefuses() {
        registry.refusal("state: SERVING (expected: another)");

        CommandRun run = retire();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("registry: state: SERVING (expected: another)");
    }
}
