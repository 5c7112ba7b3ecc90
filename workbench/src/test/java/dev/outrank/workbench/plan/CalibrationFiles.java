package dev.outrank.workbench.plan;

import dev.outrank.planner.cost.Calibration;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.MachineFacts;
import dev.outrank.workbench.document.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A calibration that never changes, so that what is expected of predictions does not depend on the shipped one. */
public final class CalibrationFiles {

    /** The file. */
    public static final Path FIXED = write();

    private CalibrationFiles() {}

    private static Path write() {
        try {
            Path file = Files.createTempFile("calibration", ".json");
            file.toFile().deleteOnExit();
            CanonicalJson.writeText(CanonicalJson.text(calibration()), file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Calibration calibration() {
        List<Coefficient> coefficients = CoefficientNames.all().stream()
                .map(name -> Coefficient.of(name, value(name), "set by hand"))
                .toList();
        return new Calibration(
                Calibration.FORMAT_VERSION,
                new MachineFacts("fixed", 4, "none", 1L << 30, "none", "none", "scalar", "2026-01-01T00:00:00Z"),
                coefficients,
                List.of());
    }

    private static double value(String name) {
        return switch (CoefficientNames.unit(name)) {
            case "bytes" -> 16e6;
            case "ns/row" -> name.contains("missed") ? 25 : 4;
            case "ns/line" -> 8;
            case "ns/bag" -> 10;
            case "ns/lookup" -> 150;
            case "ns/call" -> 40_000;
            case "ns/run" -> 12_000;
            case "ns/byte" -> 0.03;
            case "ns/requestByte", "ns/responseByte" -> 0.3;
            case "ns/multiply-add" -> 0.02;
            case "ns/element" -> 0.1;
            default -> 0;
        };
    }
}
