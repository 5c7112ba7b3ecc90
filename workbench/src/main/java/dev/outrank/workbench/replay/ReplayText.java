package dev.outrank.workbench.replay;

import dev.outrank.workbench.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results for people. */
final class ReplayText {

    private static final double MICROS_PER_MILLI = 1e3;
    private static final double BYTES_PER_KB = 1e3;

    private ReplayText() {}

    static List<String> lines(ReplayResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s requests answered rightly in %.1f s: %.1f/s%s; %d distinct, %.0f candidates and %.1f kB on average",
                Numbers.grouped(result.answered()),
                result.seconds(),
                result.achievedRate(),
                result.askedRate() == null ? "" : String.format(Locale.ROOT, " of %.1f/s", result.askedRate()),
                result.distinctRequests(),
                result.meanCandidates(),
                result.meanRequestBytes() / BYTES_PER_KB));
        // A request that waits for another's answer is due when it is sent.
        boolean due = result.load().equals("rate") || result.load().equals("trace");
        lines.add(line(due ? "latency since due" : "latency", result.latency()));
        if (due) {
            lines.add(line("latency since sent", result.service()));
        }
        if (!result.stageMillis().isEmpty()) {
            StringBuilder stages = new StringBuilder("stages, mean ms:");
            result.stageMillis()
                    .forEach((stage, millis) -> stages.append(String.format(Locale.ROOT, " %s %.3f", stage, millis)));
            lines.add(stages.toString());
        }
        result.errors()
                .forEach(error ->
                        lines.add(Numbers.grouped(error.count()) + " x " + error.kind() + ", first: " + error.first()));
        return lines;
    }

    private static String line(String name, LatencySummary latency) {
        return String.format(
                Locale.ROOT,
                "%s, ms: mean %.3f, P50 %.3f, P90 %.3f, P99 %.3f, P99.9 %.3f, max %.3f",
                name,
                latency.mean() / MICROS_PER_MILLI,
                latency.p50() / MICROS_PER_MILLI,
                latency.p90() / MICROS_PER_MILLI,
                latency.p99() / MICROS_PER_MILLI,
                latency.p999() / MICROS_PER_MILLI,
                latency.max() / MICROS_PER_MILLI);
    }

    static String line(CapacityStep step) {
        return String.format(
                Locale.ROOT,
                "%10.1f/s asked, %10.1f/s answered, P99 %9.3f ms, %d errors: %s",
                step.rate(),
                step.achievedRate(),
                step.p99Micros() / MICROS_PER_MILLI,
                step.errors(),
                step.passed() ? "passed" : "failed");
    }

    static String line(CapacityReport report) {
        return report.capacity() == 0
                ? String.format(
                        Locale.ROOT,
                        "no rate keeps P99 at %.3f ms (expected: a target above the latency of single requests)",
                        report.p99TargetMicros() / MICROS_PER_MILLI)
                : String.format(
                        Locale.ROOT,
                        "capacity: %.1f/s with P99 at most %.3f ms",
                        report.capacity(),
                        report.p99TargetMicros() / MICROS_PER_MILLI);
    }
}
