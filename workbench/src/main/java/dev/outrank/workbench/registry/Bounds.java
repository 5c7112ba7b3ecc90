package dev.outrank.workbench.registry;

/**
 * What a canary may do worse than the stable version, before it is rolled back.
 *
 * @param errorRate added to the stable version's, of 1
 * @param degradedRate added to the stable version's, of 1
 * @param latencyFactor of the stable version's latencies, at the median and at P99
 * @param scoreShift the population stability index of the scores
 * @param minRequests of the canary and of the stable version, before a step is passed
 */
public record Bounds(
        double errorRate, double degradedRate, double latencyFactor, double scoreShift, long minRequests) {}
