package dev.outrank.workbench.plan;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.planner.cost.Calibration;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.MachineFacts;
import dev.outrank.planner.cost.RpcCost;
import dev.outrank.planner.cost.RpcPart;
import dev.outrank.workbench.document.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<Coefficient> coefficients = new ArrayList<>();
        add(coefficients, CoefficientNames.LOOKUP, 150);
        for (ElementType dtype : ElementType.values()) {
            add(coefficients, CoefficientNames.bag(dtype), 10);
            add(coefficients, CoefficientNames.bagElement(dtype), 0.1);
            add(coefficients, CoefficientNames.cachedRow(dtype), 4);
            add(coefficients, CoefficientNames.cachedElement(dtype), 0.08);
            add(coefficients, CoefficientNames.missedRow(dtype), 25);
            add(coefficients, CoefficientNames.missedLine(dtype), 8);
        }
        add(coefficients, CoefficientNames.CACHE_BYTES, 16e6);
        for (RpcCost cost : RpcCost.values()) {
            add(coefficients, CoefficientNames.rpc(cost, RpcPart.CALL), 40_000);
            add(coefficients, CoefficientNames.rpc(cost, RpcPart.LOOKUP), 200);
            add(coefficients, CoefficientNames.rpc(cost, RpcPart.REQUEST_BYTE), 0.3);
            add(coefficients, CoefficientNames.rpc(cost, RpcPart.RESPONSE_BYTE), 0.2);
        }
        add(coefficients, CoefficientNames.ROUND_TRIP, 0);
        add(coefficients, CoefficientNames.DENSE_RUN, 12_000);
        add(coefficients, CoefficientNames.DENSE_PARAMETER_BYTE, 0.03);
        add(coefficients, CoefficientNames.DENSE_MULTIPLY_ADD, 0.02);
        add(coefficients, CoefficientNames.DENSE_ACTIVATION, 0.5);
        return new Calibration(
                Calibration.FORMAT_VERSION,
                new MachineFacts("fixed", 4, "none", 1L << 30, "none", "none", "scalar", "2026-01-01T00:00:00Z"),
                coefficients,
                List.of());
    }

    private static void add(List<Coefficient> coefficients, String name, double value) {
        coefficients.add(Coefficient.of(name, value, "set by hand"));
    }
}
