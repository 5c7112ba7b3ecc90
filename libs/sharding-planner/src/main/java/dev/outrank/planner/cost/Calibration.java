package dev.outrank.planner.cost;

import dev.outrank.planner.PlanException;
import java.util.List;

/**
 * The coefficients of a machine, and how well they predict what they were not fitted to. The file is {@code docs/format/calibration.md}.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param machine what was measured on
 * @param coefficients each of {@link CoefficientNames} exactly once
 * @param validations may be empty, for coefficients that somebody set by hand
 */
public record Calibration(
        int formatVersion, MachineFacts machine, List<Coefficient> coefficients, List<Validation> validations) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public Calibration {
        if (formatVersion != FORMAT_VERSION) {
            throw new PlanException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        coefficients = new CostCoefficients(coefficients).all();
        validations = List.copyOf(validations);
    }

    /** Returns the costs of stages by these coefficients. */
    public StageCosts costs() {
        return new StageCosts(new CostCoefficients(coefficients));
    }

    /** Returns these coefficients with one replaced. */
    public Calibration with(Coefficient coefficient) {
        List<Coefficient> changed =
                new CostCoefficients(coefficients).with(coefficient).all();
        return new Calibration(formatVersion, machine, changed, validations);
    }
}
