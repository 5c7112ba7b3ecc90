package dev.outrank.config.rollout;

/**
 * Bounds of a proportion that was seen in a sample: the score interval of E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22 (1927). It holds for few and for no successes, where p ± z √(p(1−p)/n) does not.
 *
 * <pre>
 *   (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
 * </pre>
 */
final class WilsonBound {

    private WilsonBound() {}

    /** Returns the proportion that is at least behind {@code successes} of {@code trials}; 0 without any trial. */
    static double lower(double successes, double trials, double z) {
        return trials == 0 ? 0 : Math.max(0, bound(successes / trials, trials, -z));
    }

    /** Returns the proportion that is at most behind {@code successes} of {@code trials}; 1 without any trial. */
    static double upper(double successes, double trials, double z) {
        return trials == 0 ? 1 : Math.min(1, bound(successes / trials, trials, z));
    }

    private static double bound(double share, double trials, double z) {
        double square = z * z / trials;
        return (share + square / 2 + z * Math.sqrt(share * (1 - share) / trials + square / (4 * trials)))
                / (1 + square);
    }
}
