package dev.outrank.workbench.comparison;

import dev.outrank.planner.PlanException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Strategies compared over numbers of shards.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param inputs what was compared
 * @param rows each strategy over each number of shards, in the order in which they were compared
 */
public record ComparisonReport(int formatVersion, ComparisonInputs inputs, List<ComparisonRow> rows) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public ComparisonReport {
        if (formatVersion != FORMAT_VERSION) {
            throw new PlanException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        rows = List.copyOf(rows);
    }

    /**
     * Returns the row with the least of a figure, the first of equals; empty where no row has it.
     *
     * @param rows which rows count
     * @param figure of a plan; infinite where it has none
     */
    Optional<ComparisonRow> least(Predicate<ComparisonRow> rows, ToDoubleFunction<ComparisonFigures> figure) {
        return this.rows.stream()
                .filter(rows)
                .filter(row -> Double.isFinite(value(row, figure)))
                .min(Comparator.comparingDouble(row -> value(row, figure)));
    }

    private static double value(ComparisonRow row, ToDoubleFunction<ComparisonFigures> figure) {
        ComparisonFigures figures = row.figures();
        return figures == null ? Double.POSITIVE_INFINITY : figure.applyAsDouble(figures);
    }
}
