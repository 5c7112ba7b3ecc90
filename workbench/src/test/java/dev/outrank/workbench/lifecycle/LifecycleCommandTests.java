package dev.outrank.workbench.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.CommandRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LifecycleCommandTests {

    private static LifecycleSettings settings(List<String> trials, int swaps, int kills, double rate) {
        return new LifecycleSettings(Path.of("."), Path.of("x"), trials, swaps, kills, rate, 7, List.of());
    }

    @Test
    void namesEveryTrialInItsHelp() {
        CommandRun run = CommandRun.of("lifecycle", "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(Trials.names()).hasSize(8).allSatisfy(name -> assertThat(
                        run.out().replaceAll("\\s+", " "))
                .contains(name));
    }

    @Test
    void refusesTrialsThatItDoesNotKnow() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> settings(List.of("swaps", "nonsense"), 200, 50, 20))
                .withMessage("--only: 'nonsense' (expected: one of " + Trials.names() + ")");
    }

    @Test
    void refusesNumbersThatMeanNothing() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> settings(List.of(), 1, 50, 20))
                .withMessageStartingWith("--swaps, --kills, --rate: 1, 50, 20.0 (expected: ");
        assertThatExceptionOfType(CallerException.class).isThrownBy(() -> settings(List.of(), 2, 0, 20));
        assertThatExceptionOfType(CallerException.class).isThrownBy(() -> settings(List.of(), 2, 1, Double.NaN));
    }

    @Test
    void refusesPlacesThatCannotBeWritten() {
        CommandRun run = CommandRun.of("lifecycle", "--json", "/nowhere/at/all.json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("/nowhere/at/all.json: not writable (expected: ");
    }
}
