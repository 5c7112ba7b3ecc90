package dev.outrank.benchmarks.tracing;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What being seen costs in one mode.
 *
 * @param mode where the tables are
 * @param seenMicros CPU of a request with metrics and traces, the median of the rounds
 * @param unseenMicros CPU of a request without, likewise
 * @param ratio of the two in the same round, the median of the rounds
 * @param leastRatio of the rounds
 * @param mostRatio of the rounds
 * @param rounds that count
 */
@JsonPropertyOrder({"mode", "seenMicros", "unseenMicros", "ratio", "leastRatio", "mostRatio", "rounds"})
record TracingRow(
        String mode,
        double seenMicros,
        double unseenMicros,
        double ratio,
        double leastRatio,
        double mostRatio,
        int rounds) {

    static final String HEADER = String.format(
            Locale.ROOT, "%-12s  %10s  %10s  %-22s  %6s", "mode", "seen µs", "unseen µs", "ratio", "rounds");

    /** Sums rounds up, of which there is at least one; each has a figure of both. */
    static TracingRow of(ServiceMode mode, List<Double> seen, List<Double> unseen) {
        List<Double> ratios = IntStream.range(0, seen.size())
                .mapToObj(round -> seen.get(round) / unseen.get(round))
                .sorted()
                .toList();
        return new TracingRow(
                mode.name().toLowerCase(Locale.ROOT),
                median(seen),
                median(unseen),
                median(ratios),
                ratios.getFirst(),
                ratios.getLast(),
                ratios.size());
    }

    private static double median(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Returns the row as a line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-12s  %10.1f  %10.1f  %-22s  %6d",
                mode,
                seenMicros,
                unseenMicros,
                String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", ratio, leastRatio, mostRatio),
                rounds);
    }
}
