package dev.outrank.workbench.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.SceneReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LifecycleFormatTests {

    @TempDir
    private Path directory;

    private static LifecycleReport report(Promise... promises) {
        SceneReport trial = new SceneReport("swaps", "swapped", 12.5, List.of(), List.of(promises));
        return new LifecycleReport(
                LifecycleReport.FORMAT_VERSION, Map.of("Java", "25"), Map.of("seed", "7"), 20, List.of(trial));
    }

    @Test
    void readsWhatItWrites() throws Exception {
        Path file = directory.resolve("lifecycle.json");
        LifecycleReport report = report(Promise.none("0 mixed", 1, 1, "mixed"));

        LifecycleFormat.write(report, file);

        assertThat(LifecycleFormat.read(file)).isEqualTo(report);
        Files.writeString(file, Files.readString(file).replace("\"formatVersion\": 1", "\"formatVersion\": 2"));
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> LifecycleFormat.read(file))
                .withMessageContaining("formatVersion: 2 (expected: 1)");
    }

    @Test
    void isKeptWhenEveryPromiseIs() {
        Promise kept = Promise.none("0 mixed", 0, 1, "");

        assertThat(report(kept).isKept()).isTrue();
        assertThat(report(kept, Promise.none("0 mixed", 1, 1, "mixed")).isKept())
                .isFalse();
        assertThat(report().isKept()).isFalse();
    }
}
