package dev.outrank.workbench.replay;

/**
 * A rate that was tried.
 *
 * @param rate requests a second that were asked for
 * @param achievedRate right answers a second
 * @param p99Micros from when requests were due
 * @param errors how many
 * @param passed whether the target kept up
 */
public record CapacityStep(double rate, double achievedRate, double p99Micros, long errors, boolean passed) {

    /** Less than this share of the rate is a backlog, not chance. */
    private static final double LEAST_SHARE = 0.98;

    /** Returns the step of a run, passed if its P99 is at most the target's, nothing failed and the rate was met. */
    static CapacityStep of(double rate, ReplayResult result, double targetMicros) {
        long errors = result.errors().stream().mapToLong(ReplayError::count).sum();
        boolean passed = errors == 0
                && result.latency().p99() <= targetMicros
                && result.answered() > 0
                && result.achievedRate() >= LEAST_SHARE * expected(rate, result);
        return new CapacityStep(rate, result.achievedRate(), result.latency().p99(), errors, passed);
    }

    /** Arrivals at random are as likely fewer than their mean: three deviations of a Poisson count are no backlog. */
    private static double expected(double rate, ReplayResult result) {
        double count = rate * result.seconds();
        return Math.max(0, count - 3 * Math.sqrt(count)) / result.seconds();
    }
}
