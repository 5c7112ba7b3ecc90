package dev.outrank.workbench.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.planner.cost.Calibration;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.ValidationKind;
import dev.outrank.workbench.calibration.CalibrationFormat;
import dev.outrank.workbench.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with real processes, in so little time that only the structure of the result can be looked at. */
final class CalibratorIT {

    private static final long SMALL_TABLE = 64L << 20;

    @TempDir
    private Path directory;

    @Test
    void measuresEveryCoefficientAndHoldsPointsBackWhenRun() throws InterruptedException {
        CalibrateSettings settings = new CalibrateSettings(
                Path.of("..").toAbsolutePath().normalize(),
                Duration.ofSeconds(1),
                Duration.ofNanos(50_000),
                SMALL_TABLE);
        List<String> messages = new ArrayList<>();
        Calibrator.Result result = new Calibrator(settings, messages::add, Progress.silent()).run(directory);
        Calibration calibration = result.calibration();

        assertThat(calibration.coefficients()).extracting(Coefficient::name).isEqualTo(CoefficientNames.all());
        assertThat(calibration.coefficients())
                .noneMatch(coefficient -> coefficient.origin().equals("not measured"));
        assertThat(calibration.costs().roundTripNanos()).isEqualTo(50_000);
        assertThat(calibration.costs().cacheBytes()).isPositive();
        assertThat(calibration.machine().kernels()).isNotBlank();
        for (ValidationKind kind : ValidationKind.values()) {
            assertThat(calibration.validations())
                    .filteredOn(each -> each.kind() == kind)
                    .hasSizeGreaterThan(10)
                    .allMatch(each -> each.predictedNanos() > 0 && each.measuredNanos() > 0);
        }
        assertThat(result.observations()).anyMatch(each -> !each.heldOut());
        assertThat(messages).anyMatch(message -> message.startsWith("Measured "));

        Path file = directory.resolve("calibration.json");
        CalibrationFormat.write(calibration, file);
        assertThat(CalibrationFormat.read(file)).isEqualTo(calibration);
        assertThat(CalibrationReport.lines(calibration)).anyMatch(line -> line.contains("median error"));
    }
}
