package dev.outrank.config.rollout;

import dev.outrank.config.registry.InvalidFieldException;

/**
 * How far a canary may be from stable.
 *
 * @param errorRate its share of failed requests may be higher by this
 * @param degradedRate its share of answers in part may be higher by this
 * @param latencyFactor its latencies may be longer by this factor, at the median and at the 99th percentile
 * @param scoreShift the population stability index of its scores against stable's may be this
 * @param minRequests so many requests it and stable must have had before a step can be passed
 */
public record CanaryBounds(
        double errorRate, double degradedRate, double latencyFactor, double scoreShift, long minRequests) {

    /** Of 20 requests chance alone makes a population stability index of 2.0, which hides any shift; of 100 against 100 it makes 0.6. */
    private static final long LEAST_REQUESTS = 100;

    /** Those of a rollout that names none. */
    public static final CanaryBounds DEFAULTS = new CanaryBounds(0.01, 0.01, 1.25, 0.2, LEAST_REQUESTS);

    public CanaryBounds {
        requireShare("errorRate", errorRate);
        requireShare("degradedRate", degradedRate);
        require(latencyFactor >= 1 && latencyFactor <= 1000, "latencyFactor", latencyFactor, "1 to 1000");
        require(scoreShift > 0 && scoreShift <= 100, "scoreShift", scoreShift, "above 0, at most 100");
        require(minRequests >= 1 && minRequests <= 1_000_000, "minRequests", minRequests, "1 to 1000000");
    }

    private static void requireShare(String field, double value) {
        require(value >= 0 && value <= 1, field, value, "0 to 1");
    }

    private static void require(boolean valid, String field, Number value, String expected) {
        if (!valid) {
            throw new InvalidFieldException("bounds." + field, value + " (expected: " + expected + ")");
        }
    }
}
