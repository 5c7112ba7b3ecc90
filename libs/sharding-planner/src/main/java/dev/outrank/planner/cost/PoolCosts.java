package dev.outrank.planner.cost;

import dev.outrank.bundle.manifest.ElementType;

/**
 * What lookups in tables of one type and width cost, in nanoseconds; {@link StageCosts#poolNanos} has the formula. Immutable.
 *
 * <p>Taken out of the coefficients once, since a search asks millions of times.
 */
public final class PoolCosts {

    private final double lookup;
    private final double bag;
    private final double cachedRow;
    private final double missedFixedCubed;
    private final double missedVectors;
    private final double mixed;

    PoolCosts(CostCoefficients coefficients, ElementType dtype, int dim) {
        double lines = RowLines.mean(dtype, dim);
        lookup = coefficients.value(CoefficientNames.LOOKUP);
        bag = coefficients.value(CoefficientNames.bag(dtype))
                + dim * coefficients.value(CoefficientNames.bagElement(dtype));
        double cachedElements = coefficients.value(CoefficientNames.cachedRow(dtype))
                + dim * coefficients.value(CoefficientNames.cachedElement(dtype));
        cachedRow =
                Math.cbrt(cube(cachedElements) + cube(lines * coefficients.value(CoefficientNames.cachedLine(dtype))));
        missedFixedCubed = cube(coefficients.value(CoefficientNames.missedRow(dtype)))
                + cube(lines * coefficients.value(CoefficientNames.missedLine(dtype)));
        missedVectors = dim * coefficients.value(CoefficientNames.missedElement(dtype));
        mixed = coefficients.value(CoefficientNames.MIXED);
    }

    /** Returns the time of a lookup, whatever its bags. */
    public double lookupNanos() {
        return lookup;
    }

    /** Returns the time of a bag besides its rows. */
    public double bagNanos() {
        return bag;
    }

    /**
     * Returns the time of a row, on average.
     *
     * @param bagsPerRow bags over rows
     * @param cachedShare of the rows, 0 to 1
     */
    public double rowNanos(double bagsPerRow, double cachedShare) {
        double missedRow = Math.cbrt(missedFixedCubed + cube(bagsPerRow * missedVectors));
        return cachedShare * cachedRow + (1 - cachedShare) * (1 + mixed * cachedShare) * missedRow;
    }

    static double cube(double value) {
        return value * value * value;
    }
}
