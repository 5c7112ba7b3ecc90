package dev.outrank.replica;

import java.time.Duration;

/**
 * When a replica stands out, and for how long it is left alone then.
 *
 * @param slowFactor slow is one whose median is above so many times the median of the others' medians, above 1
 * @param slowAtLeast no median below this is slow
 * @param minimumCalls calls of the last two seconds without which nothing is said about a replica's speed
 * @param silentAfter silent is one that owes an answer, and has given none for so long
 * @param first time that a replica is left alone; it doubles with each ejection in a row
 * @param longest the longest such time
 * @param mostPercent share of the replicas that may be left alone at a time, 0 to 100; one always stays
 */
public record EjectionSettings(
        double slowFactor,
        Duration slowAtLeast,
        int minimumCalls,
        Duration silentAfter,
        Duration first,
        Duration longest,
        int mostPercent) {

    private static final int ALL = 100;

    public EjectionSettings {
        // Written so that no number at all is refused, too.
        if (!(slowFactor > 1)) {
            throw new IllegalArgumentException("ejection: slow-factor " + slowFactor + " (expected: above 1)");
        }
        if (minimumCalls < 1) {
            throw new IllegalArgumentException("ejection: minimum-calls " + minimumCalls + " (expected: at least 1)");
        }
        if (mostPercent < 0 || mostPercent > ALL) {
            throw new IllegalArgumentException("ejection: most-percent " + mostPercent + " (expected: 0 to 100)");
        }
        if (slowAtLeast.isNegative() || !silentAfter.isPositive() || !first.isPositive()) {
            throw new IllegalArgumentException("ejection: slow-at-least " + slowAtLeast + ", silent-after "
                    + silentAfter + ", first " + first + " (expected: times above 0; slow-at-least may be 0)");
        }
        if (longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "ejection: longest " + longest + " (expected: at least first, " + first + ")");
        }
    }
}
