package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Outcome;
import dev.outrank.workbench.checked.Phase;
import dev.outrank.workbench.checked.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How long it takes from the end of a fault until everything is as before. */
final class Recovery {

    static final Duration AT_MOST = Duration.ofSeconds(5);

    private static final long WINDOW_NANOS = Duration.ofMillis(500).toNanos();
    private static final double NORMAL = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private Recovery() {}

    /** Returns the promise: the first window of half a second in which all is exact, with a P99 of at most twice the normal, begins in time. */
    static Promise of(Phase phase, Figures normal) {
        Map<Long, List<Outcome>> windows = phase.outcomes().stream()
                .collect(Collectors.groupingBy(
                        outcome -> (outcome.dueNanos() - phase.beginNanos()) / WINDOW_NANOS,
                        TreeMap::new,
                        Collectors.toList()));
        double seconds = windows.entrySet().stream()
                .filter(window -> isGood(window.getValue(), normal))
                .mapToDouble(window -> window.getKey() * WINDOW_NANOS / NANOS_PER_SECOND)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        return new Promise(
                "recovery ≤ 5 s",
                Promise.Kind.TIMES,
                Double.isInfinite(seconds) ? "not seen" : String.format(Locale.ROOT, "%.1f s", seconds),
                seconds <= AT_MOST.toSeconds());
    }

    private static boolean isGood(List<Outcome> window, Figures normal) {
        Figures figures = Figures.of("", WINDOW_NANOS, window);
        return figures.exact() == figures.requests() && figures.p99Millis() <= NORMAL * normal.p99Millis();
    }
}
