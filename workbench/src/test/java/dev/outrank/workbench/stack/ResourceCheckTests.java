package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CapacityException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResourceCheckTests {

    @TempDir
    Path home;

    @Test
    void saysWhatIsNeededAndWhatThereIsWhenMemoryIsShort() {
        assertThatThrownBy(() -> ResourceCheck.requireMemory(3000, 2999))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("memory: 2999 MiB available (expected: 3000 MiB");
        assertThatCode(() -> ResourceCheck.requireMemory(3000, 3000)).doesNotThrowAnyException();
    }

    @Test
    void saysWhatIsNeededAndWhatThereIsWhenTheDiskIsFull() {
        assertThatThrownBy(() -> ResourceCheck.requireDisk(home, 900, 100))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("disk: 100 MiB free at " + home + " (expected: 900 MiB");
    }

    @Test
    void refusesModelsThatNoDiskHolds() {
        StackSettings settings =
                new StackSettings(home, home, home, 1, 1, false, JvmGoal.QUICK_START, new StackPorts(0));
        assertThatThrownBy(() -> ResourceCheck.require(settings, Long.MAX_VALUE))
                .isInstanceOf(CapacityException.class);
    }

    @Test
    void needsMoreMemoryForMoreShardsAndForTheSingularService() {
        long small = needed(1, false);
        assertThat(needed(2, false)).isGreaterThan(small);
        assertThat(needed(1, true)).isGreaterThan(small);
    }

    private long needed(int shards, boolean singular) {
        return ResourceCheck.neededMegabytes(
                new StackSettings(home, home, home, shards, 1, singular, JvmGoal.QUICK_START, new StackPorts(0)));
    }
}
