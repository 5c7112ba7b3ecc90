package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
final class DownCommandTests {

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();

    private int execute(Object command) {
        return new CommandLine(command).setOut(new PrintWriter(out)).execute("--home", home.toString());
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("sleep", "300").start();
    }

    @Test
    void endsTheSupervisorAndWhatItLeftBehind() throws IOException {
        Process supervisor = sleeper();
        Process orphan = sleeper();
        record(supervisor, orphan, 0);
        assertThat(execute(new StatusCommand())).isOne();
        assertThat(execute(new DownCommand())).isZero();
        assertThat(supervisor.isAlive()).isFalse();
        assertThat(orphan.isAlive()).isFalse();
        assertThat(new StackStore(home).read()).isEmpty();
        assertThat(out.toString()).contains("embedding-0", "not ready", "Stopped 1 services.");
    }

    @Test
    void touchesNoProcessThatOnlyHasTheSamePid() throws IOException {
        Process stranger = sleeper();
        try {
            record(stranger, stranger, -60_000);
            assertThat(execute(new StatusCommand())).isOne();
            assertThat(execute(new DownCommand())).isZero();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(out.toString()).contains("gone", "Stopped 0 services.");
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void endsAStackThatIsStillBeingPrepared() throws IOException {
        Process supervisor = sleeper();
        StackStore store = new StackStore(home);
        StackStore.release(store.tryLock().orElseThrow());
        store.write(new StackState(RecordedProcess.of("supervisor", supervisor.toHandle(), 0), 0, false, List.of()));
        assertThat(execute(new StatusCommand())).isOne();
        assertThat(out.toString()).contains("is being started (pid " + supervisor.pid() + ")");
        assertThat(execute(new DownCommand())).isZero();
        assertThat(supervisor.isAlive()).isFalse();
    }

    @Test
    void isContentWhenNothingRuns() {
        assertThat(execute(new DownCommand())).isZero();
        assertThat(execute(new StatusCommand())).isOne();
        assertThat(out.toString()).contains("No stack runs in " + home);
    }

    private void record(Process supervisor, Process service, long earlier) {
        StackStore store = new StackStore(home);
        StackStore.release(store.tryLock().orElseThrow());
        RecordedProcess first = RecordedProcess.of("supervisor", supervisor.toHandle(), 0);
        RecordedProcess second = RecordedProcess.of("embedding-0", service.toHandle(), FreePorts.one());
        store.write(new StackState(moved(first, earlier), 0, true, List.of(moved(second, earlier))));
    }

    private static RecordedProcess moved(RecordedProcess process, long millis) {
        return new RecordedProcess(process.name(), process.pid(), process.startedAtMillis() + millis, process.port());
    }
}
