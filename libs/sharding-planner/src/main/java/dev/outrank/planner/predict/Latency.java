package dev.outrank.planner.predict;

/**
 * The distribution of a request's latency over one plan. Immutable; made of the parts of {@link dev.outrank.planner.predict}.
 *
 * <p>The wait in ranking is taken at a few points, each of half the probability of the one before, so that the tail is fine.
 */
final class Latency {

    /** Cells of the wait in ranking besides "no wait"; the last one has the probability 2⁻⁸ of those that wait. */
    private static final int WAIT_CELLS = 8;
    /** Halvings of the range of times that is searched: to a billionth. */
    private static final int HALVINGS = 40;

    private final double[] weights;
    private final double[] leastNanos;
    private final double[] serialNanos;
    private final double[][] branchNanos;
    private final double[][] touched;
    private final int[] replicas;
    private final Queue[] shards;
    private final Queue ranking;

    /**
     * Takes the parts of a plan.
     *
     * @param weights probability of each number of candidates
     * @param leastNanos the least time besides the serial work, whatever the calls take, by candidates
     * @param serialNanos what comes before and after, by candidates
     * @param branchNanos the call and the pooling of each shard, {@code [shard][candidates]}
     * @param touched probability that a request calls the shard, {@code [shard][candidates]}
     * @param replicas instances of each shard
     * @param shards the queue of each instance, by shard
     * @param ranking the queue of ranking
     */
    Latency(
            double[] weights,
            double[] leastNanos,
            double[] serialNanos,
            double[][] branchNanos,
            double[][] touched,
            int[] replicas,
            Queue[] shards,
            Queue ranking) {
        this.weights = weights;
        this.leastNanos = leastNanos;
        this.serialNanos = serialNanos;
        this.branchNanos = branchNanos;
        this.touched = touched;
        this.replicas = replicas;
        this.shards = shards;
        this.ranking = ranking;
    }

    /** Returns the probability that a request is answered within so long. */
    double within(double nanos) {
        double probability = 0;
        for (int bin = 0; bin < weights.length; bin++) {
            probability += weights[bin] * within(bin, nanos - serialNanos[bin]);
        }
        return probability;
    }

    private double within(int bin, double nanos) {
        double probability = (1 - ranking.waitProbability()) * branchesWithin(bin, nanos);
        double cell = ranking.waitProbability();
        for (int i = 1; cell > 0 && i <= WAIT_CELLS; i++) {
            double part = i == WAIT_CELLS ? cell : cell / 2;
            probability += part * branchesWithin(bin, nanos - waitOfCell(i));
            cell -= part;
        }
        return probability;
    }

    /** Cell i holds waits from {@code (i - 1) ln 2} to {@code i ln 2} means: its median; the last one all beyond: its mean. */
    private double waitOfCell(int cell) {
        double begin = (cell - 1) * Math.log(2);
        return ranking.meanWaitNanos() * (begin + (cell == WAIT_CELLS ? 1 : Math.log(4.0 / 3)));
    }

    /**
     * All shards see the same requests, so that those with one instance are busy at the same time: the probability that all answer in time is
     * that of the slowest. Of r instances each sees a part of the requests, and is as much on its own: {@code min(F^(1/r)) · Π F^(1 - 1/r)}
     * is the first for r = 1 and independent shards for many.
     */
    private double branchesWithin(int bin, double nanos) {
        if (nanos < leastNanos[bin]) {
            return 0;
        }
        double slowest = 1;
        double product = 1;
        for (int shard = 0; shard < shards.length && slowest > 0; shard++) {
            double late = 1 - shards[shard].waitsAtMost(nanos - branchNanos[shard][bin]);
            double intime = 1 - touched[shard][bin] * late;
            double alone = replicas[shard] == 1 || intime == 1 ? 1 : Math.pow(intime, 1 - 1.0 / replicas[shard]);
            product *= alone;
            slowest = Math.min(slowest, intime / Math.max(alone, Double.MIN_NORMAL));
        }
        return slowest * product;
    }

    /** Returns the probability that a shard alone makes a request later than a time. */
    double lateness(int shard, double nanos) {
        double probability = 0;
        for (int bin = 0; bin < weights.length; bin++) {
            double rest = nanos - serialNanos[bin] - branchNanos[shard][bin];
            probability += weights[bin] * touched[shard][bin] * (1 - shards[shard].waitsAtMost(rest));
        }
        return probability;
    }

    /** Returns the time within which a share of the requests is answered; infinite where a queue never settles. */
    double quantile(double share) {
        if (ranking.isSaturated()) {
            return Double.POSITIVE_INFINITY;
        }
        for (Queue shard : shards) {
            if (shard.isSaturated()) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double high = 1;
        while (within(high) < share) {
            high *= 2;
        }
        return quantile(share, high / 2, high);
    }

    /** Returns the same, known to lie between two times; the queues settle. */
    double quantile(double share, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS && high - low > high * 1e-9; i++) {
            double middle = (low + high) / 2;
            if (within(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
