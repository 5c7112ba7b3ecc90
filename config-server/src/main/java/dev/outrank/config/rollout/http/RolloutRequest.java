package dev.outrank.config.rollout.http;

import dev.outrank.config.registry.ChangeNote;
import dev.outrank.config.rollout.CanaryBounds;
import dev.outrank.config.rollout.RolloutPlan;
import dev.outrank.config.rollout.RolloutSteps;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body that starts a rollout. */
record RolloutRequest(
        @Schema(example = "[1, 10, 50, 100]", description = "percentages, ascending, the last 100; that unless told")
        @Nullable
        List<@NotNull(message = "missing (expected: a percentage)") Double> steps,

        @Schema(example = "60", description = "how long a step lasts at least; that unless told")
        @DecimalMin(value = "0", message = "(expected: 0 to 604800)")
        @DecimalMax(value = "604800", message = "(expected: 0 to 604800)")
        @Nullable
        Double pauseSeconds,

        @Schema(description = "what the version must keep; what is missing is as by default") @Nullable
        BoundsRequest bounds,

        @Schema(example = "release-pipeline")
        @NotBlank(message = "missing or blank (expected: who makes the change)")
        @Size(max = 200, message = "(expected: at most 200 characters)")
        String author,

        @Schema(example = "better AUC in the replay")
        @NotBlank(message = "missing or blank (expected: why the change is made)")
        @Size(max = 1000, message = "(expected: at most 1000 characters)")
        String reason) {

    private static final double MILLIS = 1000;

    RolloutPlan toPlan(String version) {
        return new RolloutPlan(
                version,
                steps == null ? RolloutSteps.DEFAULT : new RolloutSteps(steps),
                pauseSeconds == null ? RolloutPlan.DEFAULT_PAUSE : Duration.ofMillis(Math.round(pauseSeconds * MILLIS)),
                bounds == null ? CanaryBounds.DEFAULTS : bounds.toBounds());
    }

    ChangeNote note() {
        return new ChangeNote(author, reason);
    }
}
