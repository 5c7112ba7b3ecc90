package dev.outrank.config.rollout;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A row: a rollout of a version.
 *
 * @param id made by the database; orders rollouts
 * @param model the model's name
 * @param version the name of the version that is rolled out
 * @param steps the percentages, with commas between them
 * @param step the index of the one that it is at
 * @param pauseMillis how long a step lasts at least
 * @param errorRate of the {@link CanaryBounds} that the version must keep
 * @param degradedRate of the bounds
 * @param latencyFactor of the bounds
 * @param scoreShift of the bounds
 * @param minRequests of the bounds
 * @param stepBegan when the step began
 * @param state what became of it
 * @param reason why, where it ended
 * @param revision the registry's revision that started it
 */
record Rollout(
        @Id @Nullable Long id,
        String model,
        String version,
        String steps,
        int step,
        long pauseMillis,
        double errorRate,
        double degradedRate,
        double latencyFactor,
        double scoreShift,
        long minRequests,
        OffsetDateTime stepBegan,
        RolloutState state,
        @Nullable String reason,
        long revision) {

    private static final int MAX_REASON = 2000;

    static Rollout started(String model, RolloutPlan plan, OffsetDateTime now, long revision) {
        CanaryBounds bounds = plan.bounds();
        return new Rollout(
                null,
                model,
                plan.version(),
                plan.steps().text(),
                0,
                plan.pause().toMillis(),
                bounds.errorRate(),
                bounds.degradedRate(),
                bounds.latencyFactor(),
                bounds.scoreShift(),
                bounds.minRequests(),
                now,
                RolloutState.RUNNING,
                null,
                revision);
    }

    Rollout at(int next, OffsetDateTime now) {
        return with(next, now, state, reason);
    }

    Rollout ended(RolloutState how, String why) {
        return with(step, stepBegan, how, why.length() <= MAX_REASON ? why : why.substring(0, MAX_REASON));
    }

    private Rollout with(int otherStep, OffsetDateTime began, RolloutState otherState, @Nullable String why) {
        return new Rollout(
                id,
                model,
                version,
                steps,
                otherStep,
                pauseMillis,
                errorRate,
                degradedRate,
                latencyFactor,
                scoreShift,
                minRequests,
                began,
                otherState,
                why,
                revision);
    }

    CanaryBounds bounds() {
        return new CanaryBounds(errorRate, degradedRate, latencyFactor, scoreShift, minRequests);
    }

    RolloutSteps parsedSteps() {
        return RolloutSteps.parse(steps);
    }

    double percent() {
        return parsedSteps().percent(step);
    }

    boolean isPauseOver(OffsetDateTime now) {
        return !now.isBefore(stepBegan.plus(Duration.ofMillis(pauseMillis)));
    }

    /** Returns whether this is the same step of the same rollout. */
    boolean isSameStep(Rollout other) {
        return id != null && id.equals(other.id) && step == other.step && state == other.state;
    }
}
