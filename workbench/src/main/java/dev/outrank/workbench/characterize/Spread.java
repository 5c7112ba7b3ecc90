package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.CallerException;
import java.util.List;

/**
 * What several rounds say of one figure.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the least
 * @param max the most
 */
public record Spread(double median, double min, double max) {

    private static final double DIGITS = 1e4;

    /** Returns the spread of at least one figure, to four digits behind the point. */
    static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new CallerException("rounds: 0 (expected: at least 1)");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(rounded(median), rounded(sorted.getFirst()), rounded(sorted.getLast()));
    }

    private static double rounded(double value) {
        return Math.rint(value * DIGITS) / DIGITS;
    }
}
