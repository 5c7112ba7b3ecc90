package dev.outrank.workbench.characterize;

import dev.outrank.workbench.text.ByteCount;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of a study's page. */
final class StudyTables {

    private static final double MICROS_PER_MILLI = 1e3;
    private static final double BYTES_PER_KB = 1e3;

    private StudyTables() {}

    /** Returns the best placement of each model on the most shards. */
    static StudyTable answer(StudyReport report) {
        return new StudyTable(
                List.of(
                        "model",
                        "placement",
                        "shards",
                        "P99",
                        "CPU",
                        "P50",
                        "P99 ms: one process",
                        "shards",
                        "CPU ms: one process",
                        "shards",
                        "requests/s at the limit: one process",
                        "shards",
                        "CPU there"),
                report.models().stream()
                        .map(model -> report.best(model.name()))
                        .flatMap(Optional::stream)
                        .map(row -> List.of(
                                row.model(),
                                row.strategy(),
                                String.valueOf(row.shards()),
                                spread(row.spreads().p99()),
                                spread(row.spreads().cpu()),
                                spread(row.spreads().p50()),
                                millis(row.singular().p99Micros()),
                                millis(row.distributed().p99Micros()),
                                millis(row.singular().cpuMicros()),
                                millis(row.distributed().cpuMicros()),
                                full(report, row, full -> number(full.singular().achievedRate())),
                                full(
                                        report,
                                        row,
                                        full -> number(full.distributed().achievedRate())),
                                full(report, row, full -> spread(full.spreads().cpu()))))
                        .toList());
    }

    private static String full(StudyReport report, StudyRow best, Function<StudyRow, String> text) {
        return report.full(best).map(text).orElse("-");
    }

    static StudyTable predictions(StudyReport report) {
        return new StudyTable(
                List.of(
                        "model",
                        "placement",
                        "shards",
                        "P50",
                        "CPU",
                        "P50 ms: predicted",
                        "measured",
                        "CPU ms: predicted",
                        "measured"),
                Stream.concat(report.noise().stream(), report.rows().stream())
                        .filter(row ->
                                row.predictedP50Ratio() != null && row.variant().isEmpty())
                        .map(row -> List.of(
                                row.model(),
                                strategy(row),
                                String.valueOf(row.shards()),
                                number(row.predictedP50Ratio()),
                                number(row.predictedCpuRatio()),
                                millis(row.predictedP50Micros()),
                                millis(row.distributed().p50Micros()),
                                millis(row.predictedCpuMicros()),
                                millis(row.distributed().cpuMicros())))
                        .toList());
    }

    static StudyTable sweeps(StudyReport report) {
        return new StudyTable(
                List.of(
                        "model",
                        "placement",
                        "shards",
                        "changed",
                        "P50",
                        "P99",
                        "CPU",
                        "memory",
                        "worst change of a score"),
                report.rows().stream()
                        .filter(row -> !row.variant().isEmpty())
                        .map(row -> List.of(
                                row.model(),
                                row.strategy(),
                                String.valueOf(row.shards()),
                                row.variant(),
                                spread(row.spreads().p50()),
                                spread(row.spreads().p99()),
                                spread(row.spreads().cpu()),
                                memory(row),
                                String.format(Locale.ROOT, "%.2e", row.worstScoreChange())))
                        .toList());
    }

    static StudyTable fleets(StudyReport report) {
        return new StudyTable(
                List.of(
                        "model",
                        "placement",
                        "shards",
                        "requests/s",
                        "ranking processes",
                        "replicas of shards",
                        "cores",
                        "memory"),
                report.fleets().stream()
                        .map(fleet -> List.of(
                                fleet.model(),
                                fleet.strategy(),
                                String.valueOf(fleet.shards()),
                                number(fleet.requestsPerSecond()),
                                String.valueOf(fleet.rankingReplicas()),
                                fleet.shardReplicas().isEmpty()
                                        ? "-"
                                        : fleet.shardReplicas().toString(),
                                String.valueOf(fleet.cores()),
                                ByteCount.text(fleet.memoryBytes())))
                        .toList());
    }

    /** Returns all rows, those of the one process against itself at the end. */
    static StudyTable all(StudyReport report) {
        return new StudyTable(
                List.of(
                        "model",
                        "placement",
                        "shards",
                        "changed",
                        "load",
                        "P50",
                        "P90",
                        "P99",
                        "CPU",
                        "P99 ms: one process",
                        "shards",
                        "RPCs",
                        "wire kB",
                        "predicted",
                        "bytes max/mean",
                        "lookups max/mean",
                        "memory"),
                Stream.concat(report.rows().stream(), report.noise().stream())
                        .map(row -> List.of(
                                row.model(),
                                row.isNoise() ? "one process against itself" : strategy(row),
                                String.valueOf(row.shards()),
                                row.variant(),
                                row.load(),
                                spread(row.spreads().p50()),
                                spread(row.spreads().p90()),
                                spread(row.spreads().p99()),
                                spread(row.spreads().cpu()),
                                millis(row.singular().p99Micros()),
                                millis(row.distributed().p99Micros()),
                                number(row.rpcs()),
                                number(row.bytes() / BYTES_PER_KB),
                                row.predictedBytes() == null ? "-" : number(row.predictedBytes() / BYTES_PER_KB),
                                number(row.bytesMaxOverMean()),
                                number(row.lookupsMaxOverMean()),
                                memory(row)))
                        .toList());
    }

    private static String spread(Spread spread) {
        return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", spread.median(), spread.min(), spread.max());
    }

    private static String millis(@Nullable Double micros) {
        return micros == null ? "-" : String.format(Locale.ROOT, "%.2f", micros / MICROS_PER_MILLI);
    }

    /** Says of which other strategy the row is, too. */
    private static String strategy(StudyRow row) {
        return row.strategy() + (row.sameAs() == null ? "" : ", the same plan as by " + row.sameAs());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** Returns what the measured side's processes need together: a page that several share counts once. */
    private static String memory(StudyRow row) {
        double pss = row.memory().entrySet().stream()
                .filter(process -> row.isNoise() || !process.getKey().equals(StudyReport.SINGULAR))
                .mapToDouble(process -> process.getValue().pssBytes())
                .sum();
        return ByteCount.text(pss);
    }
}
