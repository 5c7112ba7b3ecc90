package dev.outrank.workbench.comparison;

import dev.outrank.planner.placement.OneShardStrategy;
import dev.outrank.workbench.text.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Says in sentences which rows of a comparison are best, and how they stand to the singular model. */
final class Conclusions {

    private static final double NANOS_PER_MICRO = 1e3;

    private Conclusions() {}

    static List<String> sentences(ComparisonReport report) {
        List<String> sentences = new ArrayList<>();
        add(sentences, report, "P99", Conclusions::p99);
        add(sentences, report, "CPU a request", ComparisonFigures::cpuMicros);
        return sentences;
    }

    private static void add(
            List<String> sentences, ComparisonReport report, String figure, ToDoubleFunction<ComparisonFigures> value) {
        Optional<ComparisonRow> singular = report.least(row -> row.strategy().equals(OneShardStrategy.SINGULAR), value);
        Optional<ComparisonRow> best = report.least(row -> true, value);
        Optional<ComparisonRow> spread = report.least(row -> row.shards() > 1, value);
        best.ifPresent(row -> sentences.add("Least " + figure + ": " + described(row, value, singular) + "."));
        spread.filter(row -> !best.equals(Optional.of(row)))
                .ifPresent(row -> sentences.add(
                        "Least " + figure + " of several shards: " + described(row, value, singular) + "."));
    }

    private static String described(
            ComparisonRow row, ToDoubleFunction<ComparisonFigures> value, Optional<ComparisonRow> singular) {
        double own = value(row, value);
        String time = row.strategy()
                + (row.shards() == 1 ? "" : " on " + row.shards() + " shards")
                + ", "
                + TimeSpan.text(own * NANOS_PER_MICRO);
        if (singular.isEmpty() || singular.get().equals(row)) {
            return time;
        }
        return time + String.format(Locale.ROOT, ", %.3f times that of singular", own / value(singular.get(), value));
    }

    private static double value(ComparisonRow row, ToDoubleFunction<ComparisonFigures> value) {
        ComparisonFigures figures = row.figures();
        return figures == null ? Double.POSITIVE_INFINITY : value.applyAsDouble(figures);
    }

    private static double p99(ComparisonFigures figures) {
        Double p99 = figures.p99Micros();
        return p99 == null ? Double.POSITIVE_INFINITY : p99;
    }
}
