package dev.outrank.ranking.observe;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ScoreTensor;
import dev.outrank.registry.report.TrafficReport;
import dev.outrank.registry.report.ValueBuckets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How the requests of one version went, by which the registry judges it. Thread-safe and lock-free; counting allocates nothing. */
final class VersionTraffic {

    /** Enough to see a distribution over many answers; a long answer must not outweigh the short ones. */
    private static final int SCORES_OF_AN_ANSWER = 32;

    private static final float NANOS_PER_MICRO = 1_000;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong degraded = new AtomicLong();
    private final AtomicLongArray latencyMicros = new AtomicLongArray(ValueBuckets.COUNT);
    private final AtomicLongArray scores = new AtomicLongArray(ValueBuckets.COUNT);

    /** Counts an answer; one that has scores which are no numbers, and so is never written, as a failure. */
    void answered(RankingAnswer answer, long nanos) {
        requests.incrementAndGet();
        if (!isFinite(answer)) {
            errors.incrementAndGet();
        } else if (answer.degraded()) {
            degraded.incrementAndGet();
        }
        latencyMicros.incrementAndGet(ValueBuckets.of((float) nanos / NANOS_PER_MICRO));
        if (!answer.outputs().isEmpty()) {
            count(
                    answer.outputs().getFirst().values(),
                    answer.outputs().getFirst().width());
        }
    }

    private static boolean isFinite(RankingAnswer answer) {
        List<ScoreTensor> outputs = answer.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            for (float value : outputs.get(i).values()) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Counts the first number of evenly spaced rows of {@code [rows, width]}. */
    private void count(float[] values, int width) {
        int rows = values.length / width;
        int samples = Math.min(rows, SCORES_OF_AN_ANSWER);
        for (int i = 0; i < samples; i++) {
            int row = (int) ((long) i * rows / samples);
            scores.incrementAndGet(ValueBuckets.of(values[row * width]));
        }
    }

    /** Counts what is the service's failure; callers' mistakes and refusals say nothing about a version. */
    void failed(Throwable failure) {
        if (isOfTheService(failure)) {
            requests.incrementAndGet();
            errors.incrementAndGet();
        }
    }

    private static boolean isOfTheService(Throwable failure) {
        return switch (failure) {
            case OutrankException known ->
                switch (known.category()) {
                    case DEPENDENCY, INTERNAL -> true;
                    case CALLER, CAPACITY -> false;
                };
            // The queue of the CPU threads was full.
            case RejectedExecutionException rejected -> false;
            default -> true;
        };
    }

    /** Reads the parts before the whole, so that they are never more than that. */
    TrafficReport report(String model, String version) {
        long failed = errors.get();
        long inPart = degraded.get();
        return new TrafficReport(model, version, requests.get(), failed, inPart, counts(latencyMicros), counts(scores));
    }

    private static Map<Integer, Long> counts(AtomicLongArray buckets) {
        Map<Integer, Long> counts = new HashMap<>();
        for (int bucket = 0; bucket < buckets.length(); bucket++) {
            long count = buckets.get(bucket);
            if (count > 0) {
                counts.put(bucket, count);
            }
        }
        return counts;
    }
}
