package dev.outrank.workbench.plan;

import dev.outrank.planner.cost.Calibration;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.MachineFacts;
import dev.outrank.workbench.calibration.CalibrationFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The costs that predictions are made of.
 *
 * @param calibration the coefficients
 * @param origin which file, or that nobody named one
 */
record CalibrationChoice(Calibration calibration, String origin) {

    /** Returns the calibration in a file, or the shipped one. */
    static CalibrationChoice of(@Nullable Path file) {
        return file == null
                ? new CalibrationChoice(CalibrationFormat.defaults(), "the shipped one")
                : new CalibrationChoice(CalibrationFormat.read(file), file.toString());
    }

    CalibrationChoice with(Coefficient coefficient) {
        return new CalibrationChoice(calibration.with(coefficient), origin);
    }

    /** Says which it is and whence it came. */
    String text() {
        MachineFacts machine = calibration.machine();
        return origin + ", measured on " + machine.cpu() + " with " + machine.processors() + " processors, "
                + machine.kernels() + ", " + machine.measuredAt();
    }
}
