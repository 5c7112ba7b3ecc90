package dev.outrank.config.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How far a canary's scores are from stable's: the population stability index (S. Lewis, "An Introduction to Credit Scoring", 1994; it is the
 * symmetric divergence of H. Jeffreys, 1946), Σ (cᵢ − sᵢ) ln(cᵢ / sᵢ) over ten bins that hold a tenth of stable's scores each.
 *
 * <p>Between two samples of one distribution it is not 0: times 1/(1/n + 1/m) it has a χ² distribution with bins − 1 degrees of freedom (B. Yurdakul,
 * "Statistical Properties of Population Stability Index", 2018). So {@link #noise} is what is to be expected of samples of these sizes, and
 * {@link #chance} what they reach by chance only with the probability of a normal variate above z; its quantile is that of E. B. Wilson and
 * M. M. Hilferty, "The distribution of chi-square", PNAS 17 (1931), good to a hundredth. n and m are requests, because the scores of one answer are much alike. Half
 * a request more in each bin keeps an empty one from making the index infinite.
 *
 * @param index the population stability index
 * @param bins how many bins any score fell into
 * @param inverseSizes 1/n + 1/m
 */
record ScoreShift(double index, int bins, double inverseSizes) {

    private static final ScoreShift NONE = new ScoreShift(0, 1, 0);
    private static final int BINS = 10;
    private static final double SMOOTHING = 0.5;

    static ScoreShift between(TrafficCounts stable, TrafficCounts canary) {
        double stableSize = size(stable);
        double canarySize = size(canary);
        if (stableSize == 0 || canarySize == 0) {
            return NONE;
        }
        NavigableMap<Integer, Integer> bins = bins(stable.scores());
        double[] stableIn = inBins(stable.scores(), stableSize, bins);
        double[] canaryIn = inBins(canary.scores(), canarySize, bins);
        int[] occupied = IntStream.range(0, bins.size())
                .filter(bin -> stableIn[bin] + canaryIn[bin] > 0)
                .toArray();
        double index = 0;
        for (int bin : occupied) {
            double expected = (stableIn[bin] + SMOOTHING) / (stableSize + SMOOTHING * occupied.length);
            double actual = (canaryIn[bin] + SMOOTHING) / (canarySize + SMOOTHING * occupied.length);
            index += (actual - expected) * Math.log(actual / expected);
        }
        return new ScoreShift(index, occupied.length, 1 / stableSize + 1 / canarySize);
    }

    private static double size(TrafficCounts counts) {
        return (double)
                Math.min(counts.requests() - counts.errors(), counts.scores().total());
    }

    /**
     * Returns where bins begin, with their numbers: a bin ends when it holds a tenth. A bucket that holds a tenth by itself has a bin to itself, so
     * that scores on either side of it are told from it.
     */
    private static NavigableMap<Integer, Integer> bins(BucketCounts stable) {
        double tenth = stable.total() / (double) BINS;
        List<Integer> begins = new ArrayList<>(List.of(0));
        double inBin = 0;
        for (Map.Entry<Integer, Long> entry : stable.counts().entrySet()) {
            boolean alone = entry.getValue() >= tenth;
            if (alone && entry.getKey() > begins.getLast()) {
                begins.add(entry.getKey());
            }
            inBin += entry.getValue();
            if (inBin >= tenth) {
                begins.add(entry.getKey() + 1);
                inBin = 0;
            }
        }
        NavigableMap<Integer, Integer> bins = new TreeMap<>();
        begins.forEach(begin -> bins.put(begin, bins.size()));
        return bins;
    }

    /** Returns how many of the scores are in each bin, scaled so that they are {@code size} in all. */
    private static double[] inBins(BucketCounts scores, double size, NavigableMap<Integer, Integer> bins) {
        double[] inBins = new double[bins.size()];
        double each = size / scores.total();
        scores.counts()
                .forEach((bucket, count) -> inBins[bins.floorEntry(bucket).getValue()] += count * each);
        return inBins;
    }

    /** Returns what the index of two samples of one distribution is on average. */
    double noise() {
        return (bins - 1) * inverseSizes;
    }

    /** Returns what the index of two samples of one distribution exceeds as seldom as a normal variate exceeds z. */
    double chance(double z) {
        int degrees = bins - 1;
        if (degrees == 0) {
            return 0;
        }
        double spread = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - spread + z * Math.sqrt(spread), 3) * inverseSizes;
    }

    /** Returns the index without its noise, not below 0. */
    double shift() {
        return Math.max(0, index - noise());
    }
}
