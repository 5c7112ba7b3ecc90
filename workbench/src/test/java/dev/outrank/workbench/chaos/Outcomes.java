package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Outcome;
import dev.outrank.workbench.checked.Verdict;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Ends of requests, for tests. */
final class Outcomes {

    private Outcomes() {}

    static Outcome of(Verdict verdict, long millis, String kind) {
        return new Outcome(
                0, TimeUnit.MILLISECONDS.toNanos(millis), verdict, kind, kind.isEmpty() ? "" : "said " + kind);
    }

    /** Returns exact ones with latencies of 1, 2, 3 … milliseconds. */
    static List<Outcome> exact(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(millis -> of(Verdict.EXACT, millis, ""))
                .toList();
    }

    static Figures figures(String phase, List<Outcome> outcomes) {
        return Figures.of(phase, TimeUnit.SECONDS.toNanos(2), outcomes);
    }
}
