package dev.outrank.config.rollout;

import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.report.TrafficReport;
import dev.outrank.registry.report.VersionReport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one server saw of a rollout since it first saw it. Written by one thread; its evidence may be read by any. */
final class WatchedRollout {

    private final @Nullable Long id;
    private final String stableVersion;
    private final TrafficEvidence stable = new TrafficEvidence();
    private final TrafficEvidence canary = new TrafficEvidence();
    private TrafficCounts earlierStable = TrafficCounts.NONE;
    private int step;
    private long lastLoadedNanos;
    private volatile Evidence evidence = new Evidence(TrafficCounts.NONE, TrafficCounts.NONE);

    WatchedRollout(Rollout rollout, String stableVersion, long nanos) {
        this.id = rollout.id();
        this.stableVersion = stableVersion;
        this.step = rollout.step();
        this.lastLoadedNanos = nanos;
    }

    /**
     * What can be compared.
     *
     * @param stable of the step, or of earlier ones too where stable had too few requests in it
     * @param canary of the step
     */
    record Evidence(TrafficCounts stable, TrafficCounts canary) {}

    boolean isOf(Rollout rollout) {
        return Objects.equals(id, rollout.id());
    }

    /** Takes what the rankings report at present. */
    void observe(Rollout rollout, List<LiveReplica> replicas, long nanos) {
        for (LiveReplica replica : replicas) {
            if (replica.isRanking()) {
                observe(rollout, replica, nanos);
            }
        }
        if (rollout.step() != step) {
            step = rollout.step();
            earlierStable = earlierStable.plus(stable.restart());
            var _ = canary.restart();
        }
        TrafficCounts own = stable.sum();
        boolean enough = own.requests() >= Math.max(rollout.bounds().minRequests(), CanaryJudge.COMPARABLE);
        evidence = new Evidence(enough ? own : own.plus(earlierStable), canary.sum());
    }

    private void observe(Rollout rollout, LiveReplica replica, long nanos) {
        stable.observe(replica.instance(), traffic(replica, rollout.model(), stableVersion));
        canary.observe(replica.instance(), traffic(replica, rollout.model(), rollout.version()));
        boolean loaded = replica.version(rollout.model(), rollout.version())
                .filter(version -> version.state() == VersionReport.LoadState.LOADED)
                .isPresent();
        if (loaded) {
            lastLoadedNanos = nanos;
        }
    }

    private static @Nullable TrafficReport traffic(LiveReplica replica, String model, String version) {
        return replica.report().traffic().stream()
                .filter(traffic ->
                        traffic.model().equals(model) && traffic.version().equals(version))
                .findFirst()
                .orElse(null);
    }

    /** Forgets for how long no ranking had the version: for a while nothing was heard of any. */
    void listenAnew(long nanos) {
        lastLoadedNanos = nanos;
    }

    /** Returns for how long no live ranking had the version loaded. */
    Duration unloaded(long nanos) {
        return Duration.ofNanos(nanos - lastLoadedNanos);
    }

    Evidence evidence() {
        return evidence;
    }
}
