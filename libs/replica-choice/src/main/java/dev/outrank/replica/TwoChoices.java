package dev.outrank.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The cheaper of two replicas drawn at random. Many callers that each took the cheapest of all would fall upon the same one together (Mitzenmacher, "The Power
 * of Two Choices in Randomized Load Balancing", 2001).
 */
public final class TwoChoices {

    private TwoChoices() {}

    /**
     * Returns a usable candidate; null where there is none.
     *
     * @param all one list for the whole call; not changed
     */
    public static <C extends Candidate> @Nullable C choose(List<C> all, RandomGenerator random) {
        int usable = 0;
        for (int i = 0; i < all.size(); i++) {
            usable += all.get(i).isUsable() ? 1 : 0;
        }
        if (usable == 0) {
            return null;
        }
        int first = random.nextInt(usable);
        C one = usable(all, first);
        if (usable == 1) {
            return one;
        }
        C other = usable(all, (first + 1 + random.nextInt(usable - 1)) % usable);
        if (one == null || other == null) {
            // What was usable a moment ago is no more.
            return one != null ? one : other;
        }
        return one.cost() <= other.cost() ? one : other;
    }

    /** Begins what is wanted of a candidate, for {@link #begin}. */
    @FunctionalInterface
    public interface Beginning<C, P> {

        /** Returns what was begun; null where the candidate does not permit it. */
        @Nullable
        P begin(C candidate);
    }

    /**
     * Begins something with a usable candidate, and draws again from the others where that one does not permit it; null where none does.
     *
     * @param all one list for the whole call; not changed
     */
    public static <C extends Candidate, P> @Nullable P begin(
            List<C> all, RandomGenerator random, Beginning<C, P> beginning) {
        List<C> left = all;
        C chosen = choose(left, random);
        while (chosen != null) {
            P begun = beginning.begin(chosen);
            if (begun != null) {
                return begun;
            }
            // Hardly ever: most draws are permitted, and make no list.
            left = new ArrayList<>(left);
            left.remove(chosen);
            chosen = choose(left, random);
        }
        return null;
    }

    private static <C extends Candidate> @Nullable C usable(List<C> all, int position) {
        int left = position;
        for (int i = 0; i < all.size(); i++) {
            C candidate = all.get(i);
            if (candidate.isUsable() && left-- == 0) {
                return candidate;
            }
        }
        return null;
    }
}
