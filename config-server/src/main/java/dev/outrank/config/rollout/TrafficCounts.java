package dev.outrank.config.rollout;

import dev.outrank.registry.report.TrafficReport;

/**
 * How requests of one version went.
 *
 * @param requests that were answered or failed
 * @param errors of the requests, those that failed
 * @param degraded of the requests, those that were answered in part
 * @param latencyMicros the times of the answered ones
 * @param scores some scores of each answer
 */
record TrafficCounts(long requests, long errors, long degraded, BucketCounts latencyMicros, BucketCounts scores) {

    static final TrafficCounts NONE = new TrafficCounts(0, 0, 0, BucketCounts.NONE, BucketCounts.NONE);

    /** Returns what a report says. */
    static TrafficCounts of(TrafficReport report) {
        return new TrafficCounts(
                report.requests(),
                report.errors(),
                report.degraded(),
                BucketCounts.of(report.latencyMicros()),
                BucketCounts.of(report.scores()));
    }

    TrafficCounts plus(TrafficCounts other) {
        return new TrafficCounts(
                requests + other.requests,
                errors + other.errors,
                degraded + other.degraded,
                latencyMicros.plus(other.latencyMicros),
                scores.plus(other.scores));
    }

    /** Returns what came on top of {@code before}, or all where these counts do not contain it: they began at 0 again. */
    TrafficCounts since(TrafficCounts before) {
        if (!contains(before)) {
            return this;
        }
        return new TrafficCounts(
                requests - before.requests,
                errors - before.errors,
                degraded - before.degraded,
                latencyMicros.minus(before.latencyMicros),
                scores.minus(before.scores));
    }

    private boolean contains(TrafficCounts before) {
        return requests >= before.requests
                && errors >= before.errors
                && degraded >= before.degraded
                && latencyMicros.contains(before.latencyMicros)
                && scores.contains(before.scores);
    }

    double errorRate() {
        return requests == 0 ? 0 : (double) errors / requests;
    }

    double degradedRate() {
        return requests == 0 ? 0 : (double) degraded / requests;
    }

    double p99Millis() {
        return latencyMicros.quantile(0.99) / 1000;
    }
}
