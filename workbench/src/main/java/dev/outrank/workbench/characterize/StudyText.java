package dev.outrank.workbench.characterize;

import dev.outrank.workbench.text.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows for people. */
final class StudyText {

    private static final double MICROS_PER_MILLI = 1e3;
    private static final double BYTES_PER_KB = 1e3;
    private static final double PERCENT = 100;

    private StudyText() {}

    static String line(StudyRow row) {
        return String.format(
                Locale.ROOT,
                "%-46s P50 %.3f  P90 %.3f  P99 %.3f (%.3f to %.3f)  CPU %.3f (%.3f to %.3f); one process: P50 %.2f ms, P99 %.2f ms, CPU %.2f ms",
                row.key(),
                row.p50Ratio(),
                row.p90Ratio(),
                row.p99Ratio(),
                row.spreads().p99().min(),
                row.spreads().p99().max(),
                row.cpuRatio(),
                row.spreads().cpu().min(),
                row.spreads().cpu().max(),
                row.singular().p50Micros() / MICROS_PER_MILLI,
                row.singular().p99Micros() / MICROS_PER_MILLI,
                row.singular().cpuMicros() / MICROS_PER_MILLI);
    }

    /** Returns the answers: a sentence a model. */
    static List<String> conclusions(StudyReport report) {
        List<String> sentences = new ArrayList<>();
        for (StudiedModel model : report.models()) {
            report.best(model.name())
                    .ifPresent(row -> sentences.add(String.format(
                            Locale.ROOT,
                            "%s on %d shards by %s: P99 %.3f times that of one process (%.3f to %.3f), CPU %.3f times (%.3f to %.3f)",
                            row.model(),
                            row.shards(),
                            row.strategy(),
                            row.p99Ratio(),
                            row.spreads().p99().min(),
                            row.spreads().p99().max(),
                            row.cpuRatio(),
                            row.spreads().cpu().min(),
                            row.spreads().cpu().max())));
        }
        report.models().stream()
                .flatMap(model -> report.best(model.name()).stream())
                .flatMap(best -> report.full(best).stream())
                .map(StudyText::atTheLimit)
                .forEach(sentences::add);
        report.models().forEach(model -> sentences.addAll(userOnce(report, model.name())));
        sentences.add("Noise: " + noise(report));
        report.failures().forEach(failure -> sentences.add("FAILED: " + failure));
        return sentences;
    }

    private static String atTheLimit(StudyRow row) {
        return String.format(
                Locale.ROOT,
                "%s on %d shards by %s at the limit of this machine: %.1f requests/s, one process %.1f; CPU of a request %.3f times (%.3f to %.3f)",
                row.model(),
                row.shards(),
                row.strategy(),
                row.distributed().achievedRate(),
                row.singular().achievedRate(),
                row.cpuRatio(),
                row.spreads().cpu().min(),
                row.spreads().cpu().max());
    }

    /** Says what it saves to have the user once: CPU of the model whose user comes with every candidate, over that whose user comes once. */
    private static List<String> userOnce(StudyReport report, String model) {
        return report.userRepeated(model).stream()
                .flatMap(repeated -> report.userOnce(repeated).stream().map(once -> userOnce(once, repeated)))
                .toList();
    }

    private static String userOnce(StudyRow once, StudyRow repeated) {
        return String.format(
                Locale.ROOT,
                "%s, user with every candidate over user once: CPU %.2f times in %s",
                once.model(),
                repeated.cpuRatio() / once.cpuRatio(),
                once.isOneProcess() ? "one process" : once.shards() + " shards by " + once.strategy());
    }

    /** Says what ratios are worth. */
    static String noise(StudyReport report) {
        return String.format(
                Locale.ROOT,
                "P99 of one process against itself, in the worst round of any load: %.1f %% off",
                PERCENT * report.noiseOfP99());
    }

    /** Says what a model is. */
    static String about(StudiedModel model) {
        return String.format(
                Locale.ROOT,
                "Scale %s, %s of tables in float32, %.0f candidates and %.0f kB a request on average; one process at its limit: %.1f requests/s.",
                model.scale(),
                ByteCount.text(model.tableBytes()),
                model.meanCandidates(),
                model.meanRequestBytes() / BYTES_PER_KB,
                model.capacity());
    }
}
