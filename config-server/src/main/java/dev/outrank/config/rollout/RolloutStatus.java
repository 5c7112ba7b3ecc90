package dev.outrank.config.rollout;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout is.
 *
 * @param version the version that is rolled out
 * @param steps the percentages it goes through
 * @param step the index of the one that it is at
 * @param percent that one
 * @param pauseSeconds how long a step lasts at least
 * @param state what became of it
 * @param reason why, where it ended
 * @param stepBegan when the step began
 * @param bounds what the version must keep
 * @param revision the registry's revision that started it
 * @param stable what the server that answers saw of the active version; null where it did not see the rollout run
 * @param canary what it saw of the version in this step
 */
public record RolloutStatus(
        String version,
        List<Double> steps,
        int step,
        double percent,
        double pauseSeconds,
        RolloutState state,
        @Nullable String reason,
        OffsetDateTime stepBegan,
        CanaryBounds bounds,
        long revision,
        @Nullable TrafficSummary stable,
        @Nullable TrafficSummary canary) {

    /**
     * How requests of one version went.
     *
     * @param requests that were answered or failed
     * @param errorRate the share of those that failed
     * @param degradedRate the share of those that were answered in part
     * @param p99Millis the 99th percentile of the latencies
     * @param scoreShift the population stability index against stable, less its noise; 0 for stable itself
     */
    public record TrafficSummary(
            long requests, double errorRate, double degradedRate, double p99Millis, double scoreShift) {

        static TrafficSummary of(TrafficCounts counts, double scoreShift) {
            return new TrafficSummary(
                    counts.requests(), counts.errorRate(), counts.degradedRate(), counts.p99Millis(), scoreShift);
        }
    }

    static RolloutStatus of(Rollout rollout, WatchedRollout.@Nullable Evidence evidence) {
        return new RolloutStatus(
                rollout.version(),
                rollout.parsedSteps().percents(),
                rollout.step(),
                rollout.percent(),
                rollout.pauseMillis() / 1000.0,
                rollout.state(),
                rollout.reason(),
                rollout.stepBegan(),
                rollout.bounds(),
                rollout.revision(),
                evidence == null ? null : TrafficSummary.of(evidence.stable(), 0),
                evidence == null ? null : canary(evidence));
    }

    private static TrafficSummary canary(WatchedRollout.Evidence evidence) {
        return TrafficSummary.of(
                evidence.canary(),
                ScoreShift.between(evidence.stable(), evidence.canary()).shift());
    }
}
