package dev.outrank.workbench.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.workbench.CommandRun;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

final class CalibrateCommandTests {

    @TempDir
    private Path directory;

    @Test
    void readsTimesWhenTheyHaveUnits() {
        TimeConverter times = new TimeConverter();
        assertThat(times.convert("80us")).isEqualTo(Duration.ofNanos(80_000));
        assertThat(times.convert("1.5ms")).isEqualTo(Duration.ofNanos(1_500_000));
        assertThat(times.convert("0.25s")).isEqualTo(Duration.ofMillis(250));
        assertThat(times.convert("7ns")).isEqualTo(Duration.ofNanos(7));
        for (String text : new String[] {"80", "-1us", "us", "1 ms", "1m"}) {
            assertThatThrownBy(() -> times.convert(text))
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessage("'" + text + "' (expected: a time such as 80us or 1.5ms)");
        }
    }

    @Test
    void refusesBeforeItMeasuresWhenArgumentsAreWrong() {
        String out = directory.resolve("missing/c.json").toString();
        assertThat(CommandRun.of("calibrate", "--out", out).err())
                .contains("--out: " + out + " (expected: a file in a directory that exists)");
        String good = directory.resolve("c.json").toString();
        assertThat(CommandRun.of("calibrate", "--out", good, "--round-trip", "fast")
                        .exitCode())
                .isEqualTo(2);
    }
}
