package dev.outrank.config.rollout;

import dev.outrank.config.registry.ConflictException;
import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.report.LiveReplica;
import dev.outrank.config.report.ReplicaReports;
import dev.outrank.registry.ModelEntry;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads the rollouts that run. In each round it takes what the rankings report, and lets each rollout go on, go a step further, or go back.
 *
 * <p>What it saw is kept in memory. After a start it sees the same rollouts and begins anew with each, at the step where it is. Two servers on one
 * database both look; the one that is later with a step finds it done.
 */
final class RolloutConductor {

    private static final Logger log = LoggerFactory.getLogger(RolloutConductor.class);

    private final ModelRegistry registry;
    private final Rollouts rollouts;
    private final RolloutStore store;
    private final ReplicaReports reports;
    private final Clock clock;
    private final LongSupplier nanos;
    /** By model, the newest that this server saw, also when it ended. */
    private final Map<String, WatchedRollout> watched = new ConcurrentHashMap<>();

    private long lookedNanos;

    /**
     * Makes a conductor that saw nothing yet.
     *
     * @param clock for the pauses, which servers have in common
     * @param nanos the clock of this process
     */
    RolloutConductor(
            ModelRegistry registry,
            Rollouts rollouts,
            RolloutStore store,
            ReplicaReports reports,
            Clock clock,
            LongSupplier nanos) {
        this.registry = registry;
        this.rollouts = rollouts;
        this.store = store;
        this.reports = reports;
        this.clock = clock;
        this.nanos = nanos;
        this.lookedNanos = nanos.getAsLong();
    }

    /** Looks once at all rollouts. One thread at a time. */
    void look() {
        List<Rollout> running = store.running();
        if (!running.isEmpty()) {
            look(running, reports.live());
        }
        lookedNanos = nanos.getAsLong();
    }

    private void look(List<Rollout> running, List<LiveReplica> replicas) {
        if (nanos.getAsLong() - lookedNanos > reports.ttl().toNanos()) {
            // The database was away, or this process stood still: reports may not have come either.
            watched.values().forEach(watch -> watch.listenAnew(nanos.getAsLong()));
        }
        for (Rollout rollout : running) {
            try {
                look(rollout, replicas);
            } catch (ConflictException e) {
                log.debug("The rollout of {} was changed meanwhile: {}", rollout.model(), e.getMessage());
            } catch (RuntimeException e) {
                log.warn("The rollout of {} could not be led on; the next round tries again", rollout.model(), e);
            }
        }
    }

    private void look(Rollout rollout, List<LiveReplica> replicas) {
        long now = nanos.getAsLong();
        ModelEntry model = registry.model(rollout.model());
        WatchedRollout watch = watch(rollout, model, now);
        watch.observe(rollout, replicas, now);
        RolloutDecision decision = RolloutDecision.of(
                rollout, model, watch.evidence(), watch.unloaded(now), reports.ttl(), OffsetDateTime.now(clock));
        switch (decision) {
            case RolloutDecision.Waiting _ -> {}
            case RolloutDecision.Advance(String reason) -> {
                var _ = rollouts.advance(rollout, reason);
                log.info("{}@{} goes a step further: {}", rollout.model(), rollout.version(), reason);
            }
            case RolloutDecision.GiveUp(String reason) -> {
                var _ = rollouts.rollBack(rollout, reason);
                log.warn("{}@{} is rolled back: {}", rollout.model(), rollout.version(), reason);
            }
        }
    }

    private WatchedRollout watch(Rollout rollout, ModelEntry model, long now) {
        WatchedRollout known = watched.get(rollout.model());
        if (known != null && known.isOf(rollout)) {
            return known;
        }
        String active = model.activeVersion();
        WatchedRollout begun = new WatchedRollout(rollout, active == null ? "" : active, now);
        watched.put(rollout.model(), begun);
        return begun;
    }

    /** Returns what this server saw of a rollout; nothing where it did not see it run. */
    Optional<WatchedRollout.Evidence> evidence(Rollout rollout) {
        return Optional.ofNullable(watched.get(rollout.model()))
                .filter(watch -> watch.isOf(rollout))
                .map(WatchedRollout::evidence);
    }
}
