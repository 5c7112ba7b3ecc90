package dev.outrank.workbench.calibrate;

import dev.outrank.planner.cost.Calibration;
import dev.outrank.planner.cost.Validation;
import dev.outrank.planner.cost.ValidationKind;
import dev.outrank.workbench.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a calibration is worth, for people. */
final class CalibrationReport {

    /** What the model promises. */
    private static final double PROMISED = 0.2;

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double PERCENT = 100;

    private CalibrationReport() {}

    static List<String> lines(Calibration calibration) {
        List<String> lines = new ArrayList<>();
        lines.add("Predictions of what no coefficient was fitted to:");
        TextTable table = new TextTable("kind", "what", "predicted µs", "measured µs", "error %");
        for (Validation each : calibration.validations()) {
            table.add(
                    name(each.kind()),
                    each.what(),
                    micros(each.predictedNanos()),
                    micros(each.measuredNanos()),
                    percent(each.error()));
        }
        lines.addAll(table.lines("  "));
        lines.add("");
        for (ValidationKind kind : ValidationKind.values()) {
            List<Validation> ofKind = calibration.validations().stream()
                    .filter(each -> each.kind() == kind)
                    .toList();
            if (!ofKind.isEmpty()) {
                lines.add(summary(kind, ofKind));
            }
        }
        for (Validation each : calibration.validations()) {
            if (!(Math.abs(each.error()) <= PROMISED)) {
                lines.add("WARN " + name(each.kind()) + ", " + each.what() + ": predicted " + percent(each.error())
                        + " % off (expected: within 20 %)");
            }
        }
        return lines;
    }

    private static String summary(ValidationKind kind, List<Validation> validations) {
        Samples errors = new Samples();
        validations.forEach(each -> errors.add(Math.abs(each.error())));
        return "%-6s  %2d predictions, median error %.1f %%, worst %.1f %%"
                .formatted(
                        name(kind), validations.size(), PERCENT * errors.quantile(0.5), PERCENT * errors.quantile(1));
    }

    private static String name(ValidationKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String micros(double nanos) {
        return String.format(Locale.ROOT, "%,.1f", nanos / NANOS_PER_MICRO);
    }

    private static String percent(double error) {
        return String.format(Locale.ROOT, "%+.1f", PERCENT * error);
    }
}
