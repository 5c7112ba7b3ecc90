package dev.outrank.workbench.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollout, as the registry tells it.
 *
 * @param version that takes over
 * @param steps percentages
 * @param step the index of the current one
 * @param percent of it
 * @param state whether it goes on, and how it ended
 * @param reason why it ended; null while it runs
 * @param stepBegan when the step began; null where nobody says
 * @param stable how the version went that it takes over from; null where nobody says
 * @param canary how the version went that takes over; null where nobody says
 */
public record Rollout(
        String version,
        List<Double> steps,
        int step,
        double percent,
        State state,
        @Nullable String reason,
        @Nullable Instant stepBegan,
        @Nullable Evidence stable,
        @Nullable Evidence canary) {

    /** Where a rollout is. */
    public enum State {
        /** Goes on. */
        RUNNING,
        /** The version is the active one. */
        PROMOTED,
        /** The registry took the version back. */
        ROLLED_BACK,
        /** Somebody ended it. */
        STOPPED
    }

    public Rollout {
        steps = steps == null ? List.of() : List.copyOf(steps);
    }
}
