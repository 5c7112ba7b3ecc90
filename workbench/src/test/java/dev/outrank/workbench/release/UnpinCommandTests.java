package dev.outrank.workbench.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UnpinCommandTests {

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = FakeRegistry.afterASwap();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private CommandRun unpin() {
        return CommandRun.of("unpin", "clicks", "--reason", "room", "--author", "me", "--registry", registry.uri());
    }

    @Test
    void asksTheRegistryAndSaysAsOfWhichRevision() {
        CommandRun run = unpin();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(registry.posts()).containsExactly("clicks/unpin {\"author\":\"me\",\"reason\":\"room\"}");
        assertThat(run.out()).contains("clicks: not pinned, as of revision 41");
    }

    @Test
    void saysWhatTheRegistrySaysWhenItRefuses() {
        registry.refusal("state: SERVING (expected: another)");

        CommandRun run = unpin();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("registry: state: SERVING (expected: another)");
    }
}
