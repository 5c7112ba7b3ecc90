package dev.outrank.workbench.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.outrank.planner.fleet.Fleet;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.planner.predict.ShardPrediction;
import org.jspecify.annotations.Nullable;

/**
 * What a plan costs. Times have three digits behind the point, ratios four.
 *
 * @param bytesMaxOverMean bytes of the largest shard over the mean
 * @param lookupsMaxOverMean lookups of the most asked shard over the mean
 * @param callsPerRequest RPCs of a request, on average
 * @param wireBytesPerRequest bytes of a request between ranking and the shards
 * @param p50Micros median latency; absent where a queue never settles
 * @param p99Micros 99th percentile of it; absent where a queue never settles
 * @param cpuMicros CPU time of a request in all processes
 * @param utilisation share of the time that a core of the busiest process works; 1 or more where its queue never settles
 * @param rankingReplicas ranking processes
 * @param processes all processes
 * @param memoryBytes of all processes, tables included
 */
public record ComparisonFigures(
        double bytesMaxOverMean,
        double lookupsMaxOverMean,
        double callsPerRequest,
        long wireBytesPerRequest,
        @JsonInclude(Include.NON_NULL) @Nullable Double p50Micros,
        @JsonInclude(Include.NON_NULL) @Nullable Double p99Micros,
        double cpuMicros,
        double utilisation,
        int rankingReplicas,
        long processes,
        long memoryBytes) {

    private static final double THREE_DIGITS = 1e3;
    private static final double FOUR_DIGITS = 1e4;
    private static final double NANOS_PER_MICRO = 1e3;

    /** Returns the figures of a fleet. */
    public static ComparisonFigures of(Fleet fleet) {
        Prediction prediction = fleet.prediction();
        double busiest = prediction.shards().stream()
                .mapToDouble(ShardPrediction::utilisation)
                .reduce(prediction.rankingUtilisation(), Math::max);
        return new ComparisonFigures(
                ratio(prediction.bytesImbalance()),
                ratio(prediction.lookupsImbalance()),
                ratio(prediction.callsPerRequest()),
                Math.round(prediction.wireBytes()),
                quantile(prediction.p50Nanos()),
                quantile(prediction.p99Nanos()),
                micros(prediction.cpuNanos()),
                ratio(busiest),
                fleet.rankingReplicas(),
                fleet.processes(),
                Math.round(fleet.memoryBytes()));
    }

    private static @Nullable Double quantile(double nanos) {
        return Double.isInfinite(nanos) ? null : micros(nanos);
    }

    private static double micros(double nanos) {
        return Math.rint(nanos / NANOS_PER_MICRO * THREE_DIGITS) / THREE_DIGITS;
    }

    private static double ratio(double value) {
        return Math.rint(value * FOUR_DIGITS) / FOUR_DIGITS;
    }
}
