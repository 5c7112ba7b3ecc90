package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.OutrankException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStackTests {

    @TempDir
    Path home;

    /** The services are not built in this root, so that a claim fails late. */
    private StackSettings settings() {
        return new StackSettings(
                home, home, home.resolve("data"), 1, 1, false, JvmGoal.QUICK_START, FreePorts.forStack(1, 1));
    }

    @Test
    void isFoundByDownFromTheMomentItHoldsTheHome() throws IOException {
        Process orphan = new ProcessBuilder("sleep", "300").start();
        StackStore store = new StackStore(home);
        StackStore.release(store.tryLock().orElseThrow());
        RecordedProcess ended = new RecordedProcess("supervisor", Long.MAX_VALUE, 0, 0);
        store.write(new StackState(
                ended, 0, true, List.of(RecordedProcess.of("embedding-0", orphan.toHandle(), FreePorts.one()))));

        List<Optional<StackState>> seen = new ArrayList<>();
        assertThatThrownBy(() -> LocalStack.claim(settings(), 0, line -> seen.add(store.read())))
                .isInstanceOf(OutrankException.class);

        assertThat(orphan.isAlive()).isFalse();
        assertThat(seen).singleElement().satisfies(state -> assertThat(
                        state.orElseThrow().supervisor().find())
                .contains(ProcessHandle.current()));
        assertThat(seen.getFirst().orElseThrow().ready()).isFalse();
    }

    @Test
    void leavesTheHomeToOthersWhenItCannotStart() {
        assertThatThrownBy(() -> LocalStack.claim(settings(), Long.MAX_VALUE, line -> {}))
                .isInstanceOf(OutrankException.class);

        StackStore store = new StackStore(home);
        assertThat(store.read()).isEmpty();
        StackStore.release(store.tryLock().orElseThrow());
    }
}
