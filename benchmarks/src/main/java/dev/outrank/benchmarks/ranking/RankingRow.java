package dev.outrank.benchmarks.ranking;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A result; times and bytes are of one request, the median of the rounds.
 *
 * @param model which one, at which scale
 * @param nets float32 or int8
 * @param way http or direct
 * @param form of the bodies, binary or json
 * @param candidates of a request
 * @param bodyBytes of a request, the mean
 * @param cpuMicros of the service
 * @param bareMicros of lookups and nets alone
 * @param denseMicros of the nets alone
 * @param ratio service over bare in the same round, the median of the rounds
 * @param leastRatio of the rounds
 * @param mostRatio of the rounds
 * @param denseShare the service's pairs per second and core over those of the nets alone, in the same round
 * @param heapBytes allocated by the service
 * @param wallMicros from one answer to the next, one request at a time
 */
@JsonPropertyOrder({
    "model",
    "nets",
    "way",
    "form",
    "candidates",
    "bodyBytes",
    "cpuMicros",
    "bareMicros",
    "denseMicros",
    "ratio",
    "leastRatio",
    "mostRatio",
    "denseShare",
    "heapBytes",
    "wallMicros"
})
record RankingRow(
        String model,
        String nets,
        String way,
        String form,
        int candidates,
        double bodyBytes,
        double cpuMicros,
        double bareMicros,
        double denseMicros,
        double ratio,
        double leastRatio,
        double mostRatio,
        double denseShare,
        double heapBytes,
        double wallMicros) {

    /** What is the same in all rows of a study. */
    record Subject(String model, String nets, int candidates) {}

    /** One round of one way and form, beside the bare costs of that round. */
    record Round(ProcessCost service, ProcessCost bare, ProcessCost dense) {

        double ratio() {
            return service.cpuMicros() / bare.cpuMicros();
        }

        double denseShare() {
            return dense.cpuMicros() / service.cpuMicros();
        }
    }

    static final String HEADER = String.format(
            Locale.ROOT,
            "%-22s %-7s %-6s %-6s  %9s  %9s  %9s  %-24s  %11s  %10s  %9s",
            "model",
            "nets",
            "way",
            "form",
            "CPU µs",
            "bare µs",
            "nets µs",
            "CPU / bare",
            "nets / CPU",
            "heap KiB",
            "wall µs");

    /** Sums rounds up. */
    static RankingRow of(Subject subject, String way, String form, double bodyBytes, List<Round> rounds) {
        List<Double> ratios = rounds.stream().map(Round::ratio).sorted().toList();
        return new RankingRow(
                subject.model(),
                subject.nets(),
                way,
                form,
                subject.candidates(),
                bodyBytes,
                median(rounds, round -> round.service().cpuMicros()),
                median(rounds, round -> round.bare().cpuMicros()),
                median(rounds, round -> round.dense().cpuMicros()),
                ratios.get(ratios.size() / 2),
                ratios.getFirst(),
                ratios.getLast(),
                median(rounds, Round::denseShare),
                median(rounds, round -> round.service().heapBytes()),
                median(rounds, round -> round.service().wallMicros()));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        List<Double> sorted = rounds.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Returns the row as a line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-22s %-7s %-6s %-6s  %9.0f  %9.0f  %9.0f  %.3f (%.3f to %.3f)    %11.3f  %10.1f  %9.0f",
                model,
                nets,
                way,
                form,
                cpuMicros,
                bareMicros,
                denseMicros,
                ratio,
                leastRatio,
                mostRatio,
                denseShare,
                heapBytes / 1024,
                wallMicros);
    }
}
