package dev.outrank.workbench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.planner.cost.Calibration;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.ValidationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalibrationFormatTests {

    @TempDir
    private Path directory;

    private Path written() {
        Path file = directory.resolve("calibration.json");
        CalibrationFormat.write(CalibrationFormat.defaults(), file);
        return file;
    }

    private Path changed(String from, String to) throws IOException {
        Path file = written();
        String text = Files.readString(file);
        assertThat(text).contains(from);
        return Files.writeString(file, text.replace(from, to));
    }

    @Test
    void readsWhatItWroteWhenWritten() {
        assertThat(CalibrationFormat.read(written())).isEqualTo(CalibrationFormat.defaults());
        assertThat(directory)
                .isDirectoryContaining("glob:**/calibration.json")
                .isDirectoryNotContaining("glob:**/*.tmp");
    }

    @Test
    void namesMachineAndOriginsWhenDefaultIsUsed() {
        Calibration defaults = CalibrationFormat.defaults();
        assertThat(defaults.machine().cpu()).isNotBlank();
        assertThat(defaults.machine().measuredAt()).startsWith("20");
        assertThat(defaults.validations()).isNotEmpty();
        assertThat(defaults.coefficients())
                .filteredOn(coefficient -> !coefficient.name().equals(CoefficientNames.ROUND_TRIP))
                .allMatch(coefficient -> coefficient.origin().startsWith("measured "));
        assertThat(defaults.costs().cacheBytes()).isPositive();
        assertThat(defaults.costs().roundTripNanos()).isZero();
    }

    @Test
    void shipsACalibrationThatPredictsWhatItDidNotSeeWithinAFifth() {
        for (ValidationKind kind : ValidationKind.values()) {
            assertThat(CalibrationFormat.defaults().validations())
                    .filteredOn(validation -> validation.kind() == kind)
                    .isNotEmpty()
                    .allSatisfy(validation -> {
                        assertThat(Math.abs(validation.error())).isLessThanOrEqualTo(0.2);
                        assertThat(validation.predictedNanos() / validation.measuredNanos() - 1)
                                .isCloseTo(validation.error(), within(0.01));
                    });
        }
    }

    @Test
    void refusesWithPathWhenSomethingIsWrong() throws IOException {
        assertRefused(changed("\"formatVersion\": 1", "\"formatVersion\": 2"), "formatVersion: 2 (expected: 1)");
        assertRefused(changed("\"dense.run\"", "\"dense.walk\""), "coefficients: 'dense.walk' (expected: one of");
        assertRefused(changed("\"ns/run\"", "\"s\""), "coefficients['dense.run'].unit: 's' (expected: 'ns/run')");
        assertRefused(changed("\"machine\"", "\"car\""), "machine");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> CalibrationFormat.read(file))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesFileWhenItCannotBeWritten() {
        Path file = directory.resolve("missing/calibration.json");
        assertThatThrownBy(() -> CalibrationFormat.write(CalibrationFormat.defaults(), file))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith(file + ": cannot be written: ");
    }
}
