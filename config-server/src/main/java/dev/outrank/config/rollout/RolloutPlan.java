package dev.outrank.config.rollout;

import dev.outrank.config.registry.InvalidFieldException;
import java.time.Duration;

/**
 * A rollout to be started.
 *
 * @param version the version's name
 * @param steps the percentages
 * @param pause how long each step lasts at least
 * @param bounds what the version must keep
 */
public record RolloutPlan(String version, RolloutSteps steps, Duration pause, CanaryBounds bounds) {

    /** That of a rollout that names none. */
    public static final Duration DEFAULT_PAUSE = Duration.ofSeconds(60);

    private static final Duration LONGEST_PAUSE = Duration.ofDays(7);

    public RolloutPlan {
        if (pause.isNegative() || pause.compareTo(LONGEST_PAUSE) > 0) {
            throw new InvalidFieldException(
                    "pauseSeconds", pause.toSeconds() + " (expected: 0 to " + LONGEST_PAUSE.toSeconds() + ")");
        }
    }
}
