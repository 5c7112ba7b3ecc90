package dev.outrank.config.rollout;

import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** What is to be done with a rollout. */
sealed interface RolloutDecision {

    /** Nothing yet. */
    record Waiting() implements RolloutDecision {}

    /**
     * The step is passed.
     *
     * @param reason with the numbers
     */
    record Advance(String reason) implements RolloutDecision {}

    /**
     * It is over.
     *
     * @param reason with the numbers
     */
    record GiveUp(String reason) implements RolloutDecision {}

    /**
     * Decides from what the registry holds and the rankings report.
     *
     * @param unloaded for how long no live ranking had the version loaded
     * @param ttl for how long that may be
     */
    static RolloutDecision of(
            Rollout rollout,
            ModelEntry model,
            WatchedRollout.Evidence evidence,
            Duration unloaded,
            Duration ttl,
            OffsetDateTime now) {
        Optional<String> lost = lost(rollout, model, unloaded, ttl);
        if (lost.isPresent()) {
            return new GiveUp(lost.get());
        }
        return switch (new CanaryJudge(rollout.bounds()).judge(evidence.stable(), evidence.canary())) {
            case Verdict.RollBack(String reason) -> new GiveUp("at " + rollout.percent() + " %: " + reason);
            case Verdict.NotEnough _ -> new Waiting();
            case Verdict.GoOn _ ->
                model.pinned() || !rollout.isPauseOver(now)
                        ? new Waiting()
                        : new Advance("within its bounds for "
                                + evidence.canary().requests() + " requests at " + rollout.percent() + " %");
        };
    }

    private static Optional<String> lost(Rollout rollout, ModelEntry model, Duration unloaded, Duration ttl) {
        Optional<VersionEntry> version = model.version(rollout.version());
        VersionState state = version.map(VersionEntry::state).orElse(VersionState.RETIRED);
        if (state != VersionState.READY) {
            String failure =
                    version.map(VersionEntry::failure).map(text -> ": " + text).orElse("");
            return Optional.of("version '" + rollout.version() + "' is " + state + failure + " (expected: READY)");
        }
        return unloaded.compareTo(ttl) <= 0
                ? Optional.empty()
                : Optional.of("no live ranking has had version '" + rollout.version() + "' loaded for "
                        + unloaded.toSeconds() + " s (expected: one at least)");
    }
}
