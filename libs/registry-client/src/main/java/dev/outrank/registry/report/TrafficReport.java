package dev.outrank.registry.report;

import dev.outrank.registry.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of one version went in one process, since it began: all numbers only grow.
 *
 * @param model the model's name
 * @param version the version's name
 * @param requests that were answered or failed; callers' own mistakes, refusals and callers that left are not among them
 * @param errors of the requests, those that failed
 * @param degraded of the requests, those that were answered in part
 * @param latencyMicros the times of the answered ones in microseconds, in {@link ValueBuckets}
 * @param scores some scores of each answer, in {@link ValueBuckets}
 */
public record TrafficReport(
        String model,
        String version,
        long requests,
        long errors,
        long degraded,
        Map<Integer, Long> latencyMicros,
        Map<Integer, Long> scores) {

    public TrafficReport {
        Required.text("model", model);
        Required.text("version", version);
        Required.notNegative("requests", requests);
        requireShare("errors", errors, requests);
        requireShare("degraded", degraded, requests - errors);
        latencyMicros = counts("latencyMicros", latencyMicros);
        scores = counts("scores", scores);
    }

    private static void requireShare(String field, long count, long of) {
        if (Required.notNegative(field, count) > of) {
            throw new IllegalArgumentException(field + ": " + count + " (expected: at most " + of + ")");
        }
    }

    private static Map<Integer, Long> counts(String field, @Nullable Map<Integer, Long> counts) {
        if (counts == null) {
            return Map.of();
        }
        counts.forEach((bucket, count) -> {
            if (bucket == null || bucket < 0 || bucket >= ValueBuckets.COUNT) {
                throw new IllegalArgumentException(
                        field + ": bucket " + bucket + " (expected: 0 to " + (ValueBuckets.COUNT - 1) + ")");
            }
            String of = field + "[" + bucket + "]";
            Required.notNegative(of, Required.present(of, count));
        });
        return Map.copyOf(counts);
    }
}
