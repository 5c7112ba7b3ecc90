package dev.outrank.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Gives every timer of ours the same buckets, whatever it asked for, so that histograms of several replicas and services add up, and quantiles are taken of the sum.
 *
 * <p>Micrometer's own histogram has 69 buckets a series; these are 30, three to nine a decade where requests, lookups and stages lie. 100 ms, the objective of
 * a request, is one of them.
 */
final class LatencyBuckets implements MeterFilter {

    static final String PREFIX = "outrank.";

    private static final double[] MILLIS = {
        0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500,
        700, 1000, 2000, 5000, 10000
    };

    private static final DistributionStatisticConfig BUCKETS = DistributionStatisticConfig.builder()
            .percentilesHistogram(false)
            .serviceLevelObjectives(Arrays.stream(MILLIS)
                    .map(millis -> millis * TimeUnit.MILLISECONDS.toNanos(1))
                    .toArray())
            .build();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        boolean ours = id.getType() == Meter.Type.TIMER && id.getName().startsWith(PREFIX);
        return ours ? BUCKETS.merge(config) : config;
    }
}
