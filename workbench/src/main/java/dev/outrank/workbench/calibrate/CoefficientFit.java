package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CostCoefficients;
import dev.outrank.planner.cost.StageCosts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Finds the coefficients, at least 0, that make the sum of squared relative errors least, by the steps of Levenberg and Marquardt. Formulas stand in {@link
 * StageCosts} alone; what a coefficient is worth in one is asked by changing it a little.
 *
 * <p>In a step a coefficient that comes out below 0 is set to 0, the most negative first, and the others are solved again.
 */
final class CoefficientFit {

    private static final int STEPS = 300;

    /** How much a step is held back, relative to what the points say, at first; then a third of it after a good step, and four times after a bad one. */
    private static final double FIRST_DAMPING = 0.1;

    private static final double LEAST_DAMPING = 1e-9;
    private static final double MOST_DAMPING = 1e6;

    /** A change of a coefficient, relative to it: far above rounding, far below what bends a formula. */
    private static final double CHANGE = 1e-4;

    /** A coefficient falls to a tenth in a step at most: at 0 the slope of a cube or square is 0 too, and it would stay there. */
    private static final double LEAST_LEFT = 0.1;

    private final CostCoefficients base;
    private final List<String> names;
    private final List<Observation> observations;
    private final String origin;

    /**
     * Makes a fit.
     *
     * @param base what the coefficients are that are not fitted
     * @param names what is fitted
     * @param observations only those that are not held out are used
     * @param origin of the fitted coefficients
     */
    CoefficientFit(CostCoefficients base, List<String> names, List<Observation> observations, String origin) {
        this.base = base;
        this.names = List.copyOf(names);
        this.origin = origin;
        this.observations = observations.stream()
                .filter(observation -> !observation.heldOut())
                .toList();
        if (this.observations.size() < names.size()) {
            throw new InternalException("points: " + this.observations.size() + " (expected: at least " + names.size()
                    + ", as many as coefficients are fitted)");
        }
    }

    /** Returns the base with the fitted coefficients in it. */
    CostCoefficients solve() {
        double[] values = start();
        double error = error(values);
        double damping = FIRST_DAMPING;
        for (int step = 0; step < STEPS && damping < MOST_DAMPING; step++) {
            double[] next = step(values, damping);
            double nextError = error(next);
            if (nextError < error) {
                values = next;
                error = nextError;
                damping = Math.max(LEAST_DAMPING, damping / 3);
            } else {
                damping *= 4;
            }
        }
        return coefficients(values);
    }

    /** Returns values that each explain an equal part of the point that it is worth most in. */
    private double[] start() {
        double[] zeros = new double[names.size()];
        double[] fixed = predictions(zeros);
        double[] values = new double[names.size()];
        for (int i = 0; i < values.length; i++) {
            double[] one = zeros.clone();
            one[i] = 1;
            double[] worth = predictions(one);
            double most = 0;
            for (int point = 0; point < worth.length; point++) {
                most = Math.max(
                        most,
                        (worth[point] - fixed[point]) / observations.get(point).nanos());
            }
            values[i] = most == 0 ? 0 : 1 / most / values.length;
        }
        return values;
    }

    /** Returns the best values of a linear model of the formulas around {@code values}, held back by the damping. */
    private double[] step(double[] values, double damping) {
        double[] here = predictions(values);
        double[] target = new double[here.length];
        for (int point = 0; point < target.length; point++) {
            target[point] = 1 - here[point] / observations.get(point).nanos();
        }
        List<double[]> slopes = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double change = values[i] == 0 ? CHANGE : values[i] * CHANGE;
            double[] changed = values.clone();
            changed[i] += change;
            double[] there = predictions(changed);
            double[] slope = new double[there.length];
            for (int point = 0; point < slope.length; point++) {
                slope[point] = (there[point] - here[point])
                        / change
                        / observations.get(point).nanos();
                target[point] += slope[point] * values[i];
            }
            slopes.add(slope);
        }
        double[] next = nonNegative(damped(slopes, damping), damped(target, values, slopes, damping));
        for (int i = 0; i < next.length; i++) {
            next[i] = Math.max(next[i], LEAST_LEFT * values[i]);
        }
        return next;
    }

    /** Adds a row for each coefficient, which holds it where it is; as strong as the points' slopes, so that units do not matter. */
    private static List<double[]> damped(List<double[]> slopes, double damping) {
        List<double[]> columns = new ArrayList<>();
        for (int i = 0; i < slopes.size(); i++) {
            double[] slope = slopes.get(i);
            double[] column = Arrays.copyOf(slope, slope.length + slopes.size());
            column[slope.length + i] = hold(slope, damping);
            columns.add(column);
        }
        return columns;
    }

    private static double[] damped(double[] target, double[] values, List<double[]> slopes, double damping) {
        double[] longer = Arrays.copyOf(target, target.length + values.length);
        for (int i = 0; i < values.length; i++) {
            longer[target.length + i] = hold(slopes.get(i), damping) * values[i];
        }
        return longer;
    }

    private static double hold(double[] slope, double damping) {
        return Math.sqrt(damping) * new ArrayRealVector(slope, false).getNorm();
    }

    private double error(double[] values) {
        return error(coefficients(values));
    }

    /** Returns the sum of squared relative errors over the points of the fit. */
    double error(CostCoefficients coefficients) {
        double[] predictions = predictions(coefficients);
        double sum = 0;
        for (int i = 0; i < predictions.length; i++) {
            double relative = predictions[i] / observations.get(i).nanos() - 1;
            sum += relative * relative;
        }
        return sum;
    }

    private double[] predictions(double[] values) {
        return predictions(coefficients(values));
    }

    private double[] predictions(CostCoefficients coefficients) {
        StageCosts costs = new StageCosts(coefficients);
        return observations.stream()
                .mapToDouble(observation -> observation.formula().applyAsDouble(costs))
                .toArray();
    }

    private CostCoefficients coefficients(double[] values) {
        CostCoefficients all = base;
        for (int i = 0; i < values.length; i++) {
            all = all.with(Coefficient.of(names.get(i), values[i], origin));
        }
        return all;
    }

    private static double[] nonNegative(List<double[]> slopes, double[] target) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < slopes.size(); i++) {
            kept.add(i);
        }
        double[] values = new double[slopes.size()];
        while (!kept.isEmpty()) {
            double[] solved = leastSquares(kept.stream().map(slopes::get).toList(), target);
            int worst = 0;
            for (int i = 1; i < solved.length; i++) {
                worst = weight(solved, slopes, kept, i) < weight(solved, slopes, kept, worst) ? i : worst;
            }
            if (solved[worst] >= 0) {
                for (int i = 0; i < solved.length; i++) {
                    values[kept.get(i)] = solved[i];
                }
                return values;
            }
            kept.remove(/* index */ worst);
        }
        return values;
    }

    /** Returns a value in units of what it changes, since nanoseconds a byte and a call are far apart. */
    private static double weight(double[] solved, List<double[]> slopes, List<Integer> kept, int i) {
        return solved[i] * new ArrayRealVector(slopes.get(kept.get(i)), false).getNorm();
    }

    /** Scales columns to length 1, since nanoseconds a byte and a call are far apart. */
    private static double[] leastSquares(List<double[]> columns, double[] target) {
        Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(target.length, columns.size());
        double[] scales = new double[columns.size()];
        for (int i = 0; i < scales.length; i++) {
            RealVector column = new ArrayRealVector(columns.get(i));
            scales[i] = column.getNorm() == 0 ? 1 : column.getNorm();
            matrix.setColumnVector(i, column.mapDivide(scales[i]));
        }
        double[] solved = new SingularValueDecomposition(matrix)
                .getSolver()
                .solve(new ArrayRealVector(target))
                .toArray();
        for (int i = 0; i < solved.length; i++) {
            solved[i] /= scales[i];
        }
        return solved;
    }
}
