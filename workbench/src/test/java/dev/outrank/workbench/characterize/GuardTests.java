package dev.outrank.workbench.characterize;

import static dev.outrank.workbench.characterize.StudyReports.report;
import static dev.outrank.workbench.characterize.StudyReports.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.CommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardTests {

    private static Guard guard(String... bounds) {
        return new Guard(Stream.of(bounds).map(Bound::parse).toList());
    }

    @Test
    void holdsWhereNoRatioHasGrownBeyondItsBound() {
        Guard.Finding finding = guard("p99=1.10", "cpu=1.05")
                .compare(
                        report(row("m", "load", 8, "serial", 1.04, 1.1)),
                        report(row("m", "load", 8, "serial", 1, 1.01)));
        assertThat(finding.holds()).isTrue();
        assertThat(finding.lines())
                .containsExactly("m, load on 8, serial: now / then  P50 1.089  P90 1.089  P99 1.089  CPU 1.040");
    }

    @Test
    void failsWhereOneHas() {
        Guard.Finding finding = guard("p99=1.05", "cpu=1.05")
                .compare(
                        report(row("m", "load", 8, "serial", 1.04, 1.1)),
                        report(row("m", "load", 8, "serial", 1, 1.01)));
        assertThat(finding.holds()).isFalse();
        assertThat(finding.lines().getFirst()).endsWith("PASSED P99 1.089 (expected: at most 1.050)");
    }

    @Test
    void failsWhereThereIsNothingToCompare() {
        Guard.Finding finding = guard().compare(
                        report(row("m", "load", 8, "serial", 1, 1)), report(row("m", "load", 4, "serial", 1, 1)));
        assertThat(finding.holds()).isFalse();
        assertThat(finding.lines()).first().isEqualTo("m, load on 8, serial: not measured then");
        assertThat(guard().compare(
                                report(row("m", "load", 8, "serial", 1, 1)),
                                report(row("m", "load", 8, "serial", 1, 1)))
                        .holds())
                .isTrue();
    }

    @Test
    void refusesWhatIsNoBound() {
        for (String text : List.of("p99", "p99=", "p99=-1", "p99=x", "p95=1.1", "=1", "p99=1=2", "cpu=Infinity")) {
            assertThatThrownBy(() -> Bound.parse(text))
                    .as(text)
                    .isInstanceOf(CallerException.class)
                    .hasMessageContaining("'" + text + "' (expected: p50, p90, p99 or cpu");
        }
    }

    @Test
    void isRefusedBeforeAnythingIsMeasured(@TempDir Path directory) {
        assertThat(CommandRun.of("characterize", "--bound", "p99=1.1").err()).contains("expected: only with --against");
        assertThat(CommandRun.of("characterize", "--against", directory.resolve("none.json"))
                        .err())
                .contains("none.json: not readable");
        assertThat(CommandRun.of("characterize", "--models", "drm9").err()).contains("workload: 'drm9'");
        assertThat(CommandRun.of("characterize", "--rounds", 0).err()).contains("--rounds: 0 (expected: at least 1)");
        assertThat(CommandRun.of("characterize", "--loads", 0).err()).contains("--loads: 0");
        assertThat(CommandRun.of("characterize", "--json", directory.resolve("a/b.json"))
                        .err())
                .contains("not writable");
    }
}
