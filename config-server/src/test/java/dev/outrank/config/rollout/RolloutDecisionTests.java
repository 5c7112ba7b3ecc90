package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.registry.Canary;
import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RolloutDecisionTests {

    private static final OffsetDateTime BEGAN = OffsetDateTime.parse("2026-11-01T12:00:00Z");
    private static final OffsetDateTime AFTER_THE_PAUSE = BEGAN.plusMinutes(1);
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Rollout ROLLOUT = Rollout.started(
            "clicks",
            new RolloutPlan(
                    "v2", RolloutSteps.DEFAULT, Duration.ofMinutes(1), new CanaryBounds(0.01, 0.01, 1.25, 0.2, 20)),
            BEGAN,
            7);

    private static VersionEntry version(String name, VersionState state, @Nullable String failure) {
        URI place = URI.create("file:///models/clicks/");
        return new VersionEntry(name, state, place, place, "0123", MemoryMode.BESIDE, null, failure);
    }

    private static ModelEntry model(VersionState canary, @Nullable String failure, boolean pinned) {
        return new ModelEntry(
                "clicks",
                "v1",
                new Canary("v2", 1),
                pinned,
                List.of(version("v1", VersionState.SERVING, null), version("v2", canary, failure)));
    }

    private static TrafficCounts requests(long count, long errors) {
        return new TrafficCounts(count, errors, 0, BucketCounts.NONE, BucketCounts.NONE);
    }

    private static RolloutDecision decide(
            ModelEntry model, TrafficCounts canary, Duration unloaded, OffsetDateTime now) {
        return RolloutDecision.of(
                ROLLOUT, model, new WatchedRollout.Evidence(requests(1000, 0), canary), unloaded, TTL, now);
    }

    private static final ModelEntry READY = model(VersionState.READY, null, false);

    @Test
    void goesOnAfterThePauseWithEnoughRequests() {
        assertThat(decide(READY, requests(20, 0), Duration.ZERO, AFTER_THE_PAUSE))
                .isEqualTo(new RolloutDecision.Advance("within its bounds for 20 requests at 1.0 %"));
    }

    @Test
    void waitsForThePauseTheRequestsAndAPin() {
        assertThat(decide(READY, requests(20, 0), Duration.ZERO, AFTER_THE_PAUSE.minusNanos(1)))
                .isEqualTo(new RolloutDecision.Waiting());
        assertThat(decide(READY, requests(19, 0), Duration.ZERO, AFTER_THE_PAUSE.plusDays(1)))
                .isEqualTo(new RolloutDecision.Waiting());
        assertThat(decide(model(VersionState.READY, null, true), requests(20, 0), Duration.ZERO, AFTER_THE_PAUSE))
                .isEqualTo(new RolloutDecision.Waiting());
    }

    @Test
    void givesUpWithinThePauseAndAlsoWhenPinned() {
        ModelEntry pinned = model(VersionState.READY, null, true);
        assertThat(decide(pinned, requests(20, 20), Duration.ZERO, BEGAN))
                .isInstanceOfSatisfying(RolloutDecision.GiveUp.class, decision -> assertThat(decision.reason())
                        .startsWith("at 1.0 %: error rate: 100.00 %"));
    }

    @Test
    void givesUpAFailedVersionWithItsReason() {
        ModelEntry failed = model(VersionState.FAILED, "shard 1: a checksum is wrong", false);
        assertThat(decide(failed, requests(20, 0), Duration.ZERO, AFTER_THE_PAUSE))
                .isEqualTo(new RolloutDecision.GiveUp(
                        "version 'v2' is FAILED: shard 1: a checksum is wrong (expected: READY)"));
    }

    @Test
    void givesUpAVersionThatNoRankingHasForLongerThanReportsLive() {
        assertThat(decide(READY, requests(0, 0), TTL, AFTER_THE_PAUSE)).isEqualTo(new RolloutDecision.Waiting());
        assertThat(decide(READY, requests(0, 0), TTL.plusSeconds(1), AFTER_THE_PAUSE))
                .isEqualTo(new RolloutDecision.GiveUp(
                        "no live ranking has had version 'v2' loaded for 11 s (expected: one at least)"));
    }
}
