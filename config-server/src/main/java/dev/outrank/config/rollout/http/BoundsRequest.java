package dev.outrank.config.rollout.http;

import dev.outrank.config.rollout.CanaryBounds;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bounds in the body of a rollout; what is missing is as in {@link CanaryBounds#DEFAULTS}. */
record BoundsRequest(
        @Schema(example = "0.01", description = "so much more of the requests may fail than of stable's") @Nullable
        Double errorRate,

        @Schema(example = "0.01", description = "so much more may be answered in part") @Nullable
        Double degradedRate,

        @Schema(
                example = "1.25",
                description = "latencies may be so many times stable's, at the median and the 99th percentile")
        @Nullable
        Double latencyFactor,

        @Schema(example = "0.2", description = "population stability index of the scores") @Nullable
        Double scoreShift,

        @Schema(example = "20", description = "before a step is passed") @Nullable
        Long minRequests) {

    CanaryBounds toBounds() {
        CanaryBounds defaults = CanaryBounds.DEFAULTS;
        return new CanaryBounds(
                errorRate == null ? defaults.errorRate() : errorRate,
                degradedRate == null ? defaults.degradedRate() : degradedRate,
                latencyFactor == null ? defaults.latencyFactor() : latencyFactor,
                scoreShift == null ? defaults.scoreShift() : scoreShift,
                minRequests == null ? defaults.minRequests() : minRequests);
    }
}
