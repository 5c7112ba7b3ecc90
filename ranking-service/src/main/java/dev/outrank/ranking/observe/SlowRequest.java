package dev.outrank.ranking.observe;

import dev.outrank.ranking.request.StageTimings;
import org.jspecify.annotations.Nullable;

/**
 * A request that has ended, as the log tells about it.
 *
 * @param requestId its id, fit for a log line
 * @param traceId its trace's; null where there is none
 * @param model the model's name
 * @param version the version that was asked
 * @param outcome how it ended, as meters say it
 * @param candidates how many it had; null where it was not read
 * @param nanos how long it took
 * @param stages those that had ended
 * @param openNanos how long the stage had lasted in which it failed; 0 where it was answered
 * @param slowestShard whose vectors came last; null where none is known
 */
public record SlowRequest(
        String requestId,
        @Nullable String traceId,
        String model,
        String version,
        String outcome,
        @Nullable Integer candidates,
        long nanos,
        StageTimings stages,
        long openNanos,
        @Nullable String slowestShard) {}
