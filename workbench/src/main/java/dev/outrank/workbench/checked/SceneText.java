package dev.outrank.workbench.checked;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports for people. */
public final class SceneText {

    private SceneText() {}

    /** Returns a scene's promises, a line each, and the figures of its phases where one is broken. */
    public static List<String> lines(SceneReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%s: %s (%.0f s)", report.scene(), report.fault(), report.seconds()));
        for (Promise promise : report.promises()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-6s  %-62s  %s",
                    promise.kept() ? "kept" : "BROKEN",
                    promise.promise(),
                    promise.found()));
        }
        if (!report.keptAll()) {
            report.phases().forEach(figures -> add(lines, figures));
        }
        return lines;
    }

    private static void add(List<String> lines, Figures figures) {
        lines.add(String.format(
                Locale.ROOT,
                "          %-16s %5.1f s  %,6d requests: %,d exact, %,d degraded, %,d wrong, %,d refused, %,d failed;"
                        + " P50 %.2f, P99 %.2f, longest %.2f ms",
                figures.phase(),
                figures.seconds(),
                figures.requests(),
                figures.exact(),
                figures.degraded(),
                figures.wrong(),
                figures.refused(),
                figures.failed(),
                figures.p50Millis(),
                figures.p99Millis(),
                figures.maxMillis()));
        figures.oddities()
                .forEach(odd -> lines.add(String.format(
                        Locale.ROOT,
                        "              %,d × %s, %s; the first: %s",
                        odd.count(),
                        odd.verdict(),
                        odd.kind(),
                        odd.first())));
    }

    /** Returns the last line of a run. */
    public static String summary(List<SceneReport> scenes, double seconds) {
        long promises =
                scenes.stream().mapToLong(scene -> scene.promises().size()).sum();
        long broken = scenes.stream()
                .flatMap(scene -> scene.promises().stream())
                .filter(promise -> !promise.kept())
                .count();
        return broken == 0
                ? String.format(Locale.ROOT, "All %d promises kept, in %.0f s.", promises, seconds)
                : String.format(Locale.ROOT, "%d of %d promises BROKEN, in %.0f s.", broken, promises, seconds);
    }
}
