package dev.outrank.workbench.checked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What became of the requests that were due in a phase.
 *
 * @param phase its name
 * @param seconds how long it was
 * @param requests how many were due
 * @param exact answers with the known scores
 * @param degraded answers that are flagged, with the known scores of the rest
 * @param wrong other answers
 * @param refused for want of capacity
 * @param failed otherwise
 * @param p50Millis of the answers that are exact or degraded, from when they were due
 * @param p99Millis of the same
 * @param maxMillis of the same
 * @param longestRefusalMillis of what was refused or failed
 * @param oddities of what is wrong, refused or failed, a kind each
 */
public record Figures(
        String phase,
        double seconds,
        long requests,
        long exact,
        long degraded,
        long wrong,
        long refused,
        long failed,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        double longestRefusalMillis,
        List<Oddity> oddities) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;

    public Figures {
        oddities = List.copyOf(oddities);
    }

    public static Figures of(String phase, long nanos, List<Outcome> outcomes) {
        long[] good = sorted(outcomes, Figures::isGood);
        long[] bad = sorted(outcomes, outcome -> !isGood(outcome));
        return new Figures(
                phase,
                nanos / NANOS_PER_SECOND,
                outcomes.size(),
                count(outcomes, Verdict.EXACT),
                count(outcomes, Verdict.DEGRADED),
                count(outcomes, Verdict.WRONG),
                count(outcomes, Verdict.REFUSED),
                count(outcomes, Verdict.FAILED),
                millis(good, 0.5),
                millis(good, 0.99),
                millis(good, 1),
                millis(bad, 1),
                oddities(outcomes));
    }

    private static boolean isGood(Outcome outcome) {
        return switch (outcome.verdict()) {
            case EXACT, DEGRADED -> true;
            case WRONG, REFUSED, FAILED -> false;
        };
    }

    private static long[] sorted(List<Outcome> outcomes, Predicate<Outcome> chosen) {
        return outcomes.stream()
                .filter(chosen)
                .mapToLong(Outcome::latencyNanos)
                .sorted()
                .toArray();
    }

    private static long count(List<Outcome> outcomes, Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    /** Returns the value that the share is at most, to the microsecond; 0 where there is none. */
    public static double millis(long[] sortedNanos, double share) {
        if (sortedNanos.length == 0) {
            return 0;
        }
        int at = (int) Math.ceil(share * sortedNanos.length) - 1;
        return Math.rint(sortedNanos[Math.max(0, at)] / NANOS_PER_MILLI * MICROS_PER_MILLI) / MICROS_PER_MILLI;
    }

    private static List<Oddity> oddities(List<Outcome> outcomes) {
        Map<List<String>, Oddity> kinds = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            if (!isGood(outcome)) {
                String verdict = outcome.verdict().name().toLowerCase(Locale.ROOT);
                kinds.merge(
                        List.of(verdict, outcome.kind()),
                        new Oddity(verdict, outcome.kind(), 1, outcome.message()),
                        (first, other) -> new Oddity(verdict, first.kind(), first.count() + 1, first.first()));
            }
        }
        return List.copyOf(kinds.values());
    }

    /** Returns how many were neither exact nor degraded. */
    public long bad() {
        return wrong + refused + failed;
    }

    /** Returns how many outcomes are of a kind, whatever the verdict. */
    public long count(String kind) {
        return oddities.stream()
                .filter(oddity -> oddity.kind().equals(kind))
                .mapToLong(Oddity::count)
                .sum();
    }

    /** Returns the exact answers of a second. */
    public double goodput() {
        return seconds == 0 ? 0 : exact / seconds;
    }

    /** Returns the kinds of what was not right, for people. */
    public String oddText() {
        return String.join(
                "; ",
                oddities.stream().map(odd -> odd.count() + " × " + odd.kind()).toList());
    }

    /** Returns the sum over phases of a count. */
    public static long sum(List<Figures> phases, ToLongFunction<Figures> count) {
        return phases.stream().mapToLong(count).sum();
    }
}
