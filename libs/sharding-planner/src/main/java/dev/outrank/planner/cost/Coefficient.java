package dev.outrank.planner.cost;

import dev.outrank.planner.PlanException;

/**
 * One measured number of the cost model.
 *
 * @param name one of {@link CoefficientNames}
 * @param value at least 0
 * @param unit as {@link CoefficientNames} has it, for example {@code ns/row}
 * @param origin how it came about, for people: what was measured, or who set it
 */
public record Coefficient(String name, double value, String unit, String origin) {

    public Coefficient {
        String expected = CoefficientNames.unit(name);
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new PlanException(
                    "coefficients['" + name + "'].value: " + value + " (expected: a finite number of at least 0)");
        }
        if (!unit.equals(expected)) {
            throw new PlanException("coefficients['" + name + "'].unit: '" + unit + "' (expected: '" + expected + "')");
        }
        if (origin.isBlank()) {
            throw new PlanException(
                    "coefficients['" + name + "'].origin: '" + origin + "' (expected: what was measured)");
        }
    }

    /** Makes a coefficient in its unit. */
    public static Coefficient of(String name, double value, String origin) {
        return new Coefficient(name, value, CoefficientNames.unit(name), origin);
    }
}
