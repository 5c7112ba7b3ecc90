package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackStoreTests {

    @TempDir
    Path home;

    private static StackState state() {
        RecordedProcess self = RecordedProcess.of("supervisor", ProcessHandle.current(), 0);
        return new StackState(self, 100, true, List.of(new RecordedProcess("gateway", 42, 77, 8180)));
    }

    @Test
    void readsWhatItWrote() {
        StackStore store = new StackStore(home);
        store.tryLock();
        store.write(state());
        assertThat(store.read()).contains(state());
        store.delete();
        assertThat(store.read()).isEmpty();
    }

    @Test
    void isTheHomeOfOneStackAtATime() {
        StackStore store = new StackStore(home);
        var lock = store.tryLock().orElseThrow();
        assertThat(new StackStore(home).tryLock()).isEmpty();
        StackStore.release(lock);
        assertThat(new StackStore(home).tryLock()).isPresent();
    }

    @Test
    void saysSoWhenTheStateIsNotOne() throws IOException {
        Files.writeString(home.resolve("stack.json"), "{\"half\":");
        assertThatThrownBy(() -> new StackStore(home).read()).hasMessageContaining("stack.json: not a state");
    }

    @Test
    void neverTakesARecycledPidForItsOwn() {
        RecordedProcess self = RecordedProcess.of("self", ProcessHandle.current(), 0);
        assertThat(self.find()).contains(ProcessHandle.current());
        RecordedProcess older = new RecordedProcess("other", self.pid(), self.startedAtMillis() - 60_000, 0);
        assertThat(older.find()).isEmpty();
    }
}
