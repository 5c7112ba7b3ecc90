package dev.outrank.workbench.quantize;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The scores of one request, before and after. Holds the arrays themselves. */
final class RequestChange {

    /** How many of the best candidates are compared, as a set: about what is shown. */
    static final int BEST = 10;

    private final float[] before;
    private final float[] after;
    private final boolean @Nullable [] clicks;

    /** Compares scores of equally many candidates, at least 1. */
    RequestChange(float[] before, float[] after, boolean @Nullable [] clicks) {
        this.before = before;
        this.after = after;
        this.clicks = clicks;
    }

    int candidates() {
        return before.length;
    }

    /** Returns the array itself. */
    float[] before() {
        return before;
    }

    /** Returns the array itself. */
    float[] after() {
        return after;
    }

    /** Returns the array itself, or null where nobody knows. */
    boolean @Nullable [] clicks() {
        return clicks;
    }

    /** Returns by how much a candidate's score changed. */
    double absolute(int candidate) {
        return Math.abs((double) before[candidate] - after[candidate]);
    }

    /** Returns the change as a share of the score before; infinite where that was 0 and changed. */
    double relative(int candidate) {
        double change = absolute(candidate);
        return change == 0 ? 0 : change / Math.abs((double) before[candidate]);
    }

    /** Returns Spearman's ρ; NaN where it does not exist. */
    double rankCorrelation() {
        return RankCorrelation.spearman(before, after);
    }

    /** Returns which share of the {@link #BEST} best candidates are among the best afterwards; NaN where there are not more candidates than that. */
    double bestKept() {
        if (before.length <= BEST) {
            return Double.NaN;
        }
        Set<Integer> kept = best(before);
        kept.retainAll(best(after));
        return (double) kept.size() / BEST;
    }

    private static Set<Integer> best(float[] scores) {
        Comparator<Integer> highestFirst = Comparator.comparingDouble(candidate -> -scores[candidate]);
        return new HashSet<>(Arrays.asList(IntStream.range(0, scores.length)
                .boxed()
                .sorted(highestFirst)
                .limit(BEST)
                .toArray(Integer[]::new)));
    }
}
