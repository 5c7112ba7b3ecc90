package dev.outrank.workbench.profile;

import dev.outrank.planner.traffic.CandidateShare;
import dev.outrank.planner.traffic.Summary;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The distribution of ids over the requests of a workload: exact for one bag, and for the sum of several the normal one of the same mean and
 * variance, mixed over the numbers of candidates.
 */
final class LookupsLaw {

    /** Halvings of an interval; the 64th is beyond the digits of a double. */
    private static final int HALVINGS = 64;

    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    private final List<CandidateShare> candidates;

    LookupsLaw(List<CandidateShare> candidates) {
        this.candidates = candidates;
    }

    /** Returns the ids of one bag. */
    static Summary ofBag(BagLaw bag) {
        double most = Math.ceil(2 * bag.mean()) + 1;
        return new Summary(
                bag.mean(),
                Math.rint(quantile(MEDIAN, most, bag::atMost)),
                Math.rint(quantile(P99, most, bag::atMost)));
    }

    /** Returns the ids of one bag of a request over the request's candidates. */
    Summary ofBagOverCandidates(BagLaw bag) {
        DoubleUnaryOperator law = x -> mix(count -> bag.atMost(x * count));
        double most = Math.ceil(2 * bag.mean()) + 1;
        return new Summary(bag.mean() * mix(count -> 1 / count), quantile(MEDIAN, most, law), quantile(P99, most, law));
    }

    /** Returns the ids of bags that come once a request. */
    static Summary ofRequest(double mean, double variance) {
        return summary(mean, variance, 1, x -> normal(x, mean, variance));
    }

    /** Returns the ids of bags that come once a candidate, over a request; mean and variance are those of one candidate. */
    Summary ofCandidates(double mean, double variance) {
        double most = candidates.getLast().candidates();
        Summary law = summary(mean, variance, most, x -> mix(count -> normal(x, count * mean, count * variance)));
        return new Summary(mean * mix(count -> count), law.p50(), law.p99());
    }

    /** Returns the mean of a function of the number of candidates. */
    double mix(DoubleUnaryOperator ofCandidates) {
        double sum = 0;
        for (CandidateShare share : candidates) {
            sum += share.share() * ofCandidates.applyAsDouble(share.candidates());
        }
        return sum;
    }

    private static Summary summary(double mean, double variance, double count, DoubleUnaryOperator law) {
        // No P99 is as far above the mean as eight deviations.
        double most = count * mean + 8 * Math.sqrt(count * variance) + 1;
        return new Summary(mean, Math.rint(quantile(MEDIAN, most, law)), Math.rint(quantile(P99, most, law)));
    }

    /** Returns where a distribution function between 0 and {@code most} reaches a probability. */
    private static double quantile(double probability, double most, DoubleUnaryOperator atMost) {
        double below = 0;
        double above = most;
        if (atMost.applyAsDouble(0) >= probability) {
            return 0;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (below + above) / 2;
            if (atMost.applyAsDouble(middle) >= probability) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return above;
    }

    /** Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17; the error is below 7.5e-8. */
    private static double normal(double x, double mean, double variance) {
        if (variance == 0) {
            return x >= mean ? 1 : 0;
        }
        double z = (x - mean) / Math.sqrt(variance);
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double tail = StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
        return z < 0 ? tail : 1 - tail;
    }
}
