package dev.outrank.workbench.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalibrateCommandTests {

    @TempDir
    private Path directory;

    @Test
    void refusesBeforeItMeasuresWhenArgumentsAreWrong() {
        String out = directory.resolve("missing/c.json").toString();
        assertThat(CommandRun.of("calibrate", "--out", out).err())
                .contains("--out: " + out + " (expected: a file in a directory that can be written)");
        String good = directory.resolve("c.json").toString();
        assertThat(CommandRun.of("calibrate", "--out", good, "--round-trip", "fast")
                        .err())
                .startsWith("outrank: --round-trip: 'fast' (expected: a span of time");
        assertThat(CommandRun.of("calibrate", "--out", good, "--points", out).err())
                .contains("--points: " + out + " (expected: a file in a directory that can be written)");
    }
}
