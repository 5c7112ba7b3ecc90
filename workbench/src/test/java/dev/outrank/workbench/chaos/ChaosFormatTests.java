package dev.outrank.workbench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.SceneReport;
import dev.outrank.workbench.checked.SceneText;
import dev.outrank.workbench.checked.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChaosFormatTests {

    @TempDir
    private Path directory;

    private static ChaosReport report(Promise... promises) {
        Figures figures = Outcomes.figures("normal", List.of(Outcomes.of(Verdict.FAILED, 3, "503")));
        SceneReport scene = new SceneReport("killed-replica", "killed", 12.5, List.of(figures), List.of(promises));
        return new ChaosReport(
                ChaosReport.FORMAT_VERSION, Map.of("Java", "25"), Map.of("seed", "7"), 900, 300, List.of(scene));
    }

    @Test
    void readsWhatItWrites() {
        Path file = directory.resolve("chaos.json");
        ChaosReport report = report(Promise.none("0 failed", 1, 1, "503"));
        ChaosFormat.write(report, file);
        assertThat(ChaosFormat.read(file)).isEqualTo(report);
        assertThat(file)
                .content()
                .contains("\"formatVersion\": 1", "\"kind\": \"ANSWERS\"", "\"kept\": false", "\"p99Millis\": 0.0");
    }

    @Test
    void refusesOtherVersions() throws Exception {
        Path file = directory.resolve("chaos.json");
        ChaosFormat.write(report(), file);
        Files.writeString(file, Files.readString(file).replace("\"formatVersion\": 1", "\"formatVersion\": 2"));
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> ChaosFormat.read(file))
                .withMessageContaining("formatVersion: 2 (expected: 1)");
    }

    @Test
    void tellsPromisesAndFiguresOfABrokenScene() {
        ChaosReport report = report(Promise.none("0 wrong", 0, 1, ""), Promise.none("0 failed", 1, 1, "503"));
        List<String> lines = SceneText.lines(report.scenes().getFirst());
        assertThat(lines.getFirst()).isEqualTo("killed-replica: killed (13 s)");
        assertThat(lines.get(1)).startsWith("  kept    0 wrong").endsWith("0 of 1");
        assertThat(lines.get(2)).startsWith("  BROKEN  0 failed").endsWith("1 of 1: 503");
        assertThat(lines.get(3)).contains("normal", "1 requests: 0 exact, 0 degraded, 0 wrong, 0 refused, 1 failed");
        assertThat(lines.get(4)).endsWith("1 × failed, 503; the first: said 503");
        assertThat(SceneText.summary(report.scenes(), 20)).isEqualTo("1 of 2 promises BROKEN, in 20 s.");
        assertThat(report.isKept()).isFalse();
    }

    @Test
    void tellsPromisesAloneOfAKeptScene() {
        ChaosReport report = report(Promise.none("0 wrong", 0, 1, ""));
        assertThat(SceneText.lines(report.scenes().getFirst())).hasSize(2);
        assertThat(SceneText.summary(report.scenes(), 20)).isEqualTo("All 1 promises kept, in 20 s.");
        assertThat(report.isKept()).isTrue();
    }

    @Test
    void takesASceneWithoutPromisesForBroken() {
        assertThat(report().isKept()).isFalse();
    }
}
