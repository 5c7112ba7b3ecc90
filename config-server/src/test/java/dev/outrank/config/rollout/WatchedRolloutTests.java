package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.TrafficReport;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WatchedRolloutTests {

    private static final OffsetDateTime BEGAN = OffsetDateTime.parse("2026-11-01T12:00:00Z");
    private static final Rollout AT_FIRST = Rollout.started(
            "clicks",
            new RolloutPlan("v2", RolloutSteps.DEFAULT, Duration.ZERO, new CanaryBounds(0.01, 0.01, 1.25, 0.2, 20)),
            BEGAN,
            7);

    private final WatchedRollout watched = new WatchedRollout(AT_FIRST, "v1", 0);

    private static TrafficReport traffic(String version, long requests) {
        return new TrafficReport("clicks", version, requests, 0, 0, Map.of(), Map.of());
    }

    private static LiveReplica ranking(String instance, LoadState state, long stable, long canary) {
        return new LiveReplica(
                instance,
                Duration.ZERO,
                new ReplicaReport(
                        ServiceRole.RANKING,
                        null,
                        true,
                        7,
                        List.of(new VersionReport(
                                "clicks", "v2", state, "0123", state == LoadState.FAILED ? "no room" : null)),
                        null,
                        List.of(traffic("v1", stable), traffic("v2", canary), traffic("v0", 1000))));
    }

    private void observe(Rollout rollout, long stable, long canary) {
        watched.observe(rollout, List.of(ranking("a", LoadState.LOADED, stable, canary)), 0);
    }

    private static void assertRequests(WatchedRollout watched, long stable, long canary) {
        assertThat(watched.evidence().stable().requests()).isEqualTo(stable);
        assertThat(watched.evidence().canary().requests()).isEqualTo(canary);
    }

    @Test
    void countsBothVersionsFromWhatItSawFirst() {
        observe(AT_FIRST, 500, 5);
        assertRequests(watched, 0, 0);
        observe(AT_FIRST, 540, 6);
        assertRequests(watched, 40, 1);
    }

    @Test
    void beginsAnewWithEachStepButKeepsStablesEarlierRequestsWhileItHasFew() {
        observe(AT_FIRST, 0, 0);
        observe(AT_FIRST, 100, 50);
        Rollout next = AT_FIRST.at(1, BEGAN);
        observe(next, 100, 50);
        assertRequests(watched, 100, 0);
        observe(next, 119, 60);
        assertRequests(watched, 119, 10);
        observe(next, 120, 61);
        assertRequests(watched, 20, 11);
    }

    @Test
    void knowsForHowLongNoRankingHadTheVersion() {
        watched.observe(AT_FIRST, List.of(ranking("a", LoadState.LOADED, 0, 0)), 1_000);
        assertThat(watched.unloaded(1_000)).isZero();
        watched.observe(AT_FIRST, List.of(ranking("a", LoadState.FAILED, 0, 0)), 2_000);
        watched.observe(AT_FIRST, List.of(), 3_000);
        assertThat(watched.unloaded(3_000)).isEqualTo(Duration.ofNanos(2_000));
        watched.listenAnew(3_000);
        assertThat(watched.unloaded(3_000)).isZero();
    }

    @Test
    void isOfOneRolloutOnly() {
        assertThat(watched.isOf(AT_FIRST)).isTrue();
        Rollout other = new Rollout(
                8L, "clicks", "v2", "1.0,100.0", 0, 0, 0.01, 0.01, 1.25, 0.2, 20, BEGAN, RolloutState.RUNNING, null, 9);
        assertThat(watched.isOf(other)).isFalse();
    }
}
