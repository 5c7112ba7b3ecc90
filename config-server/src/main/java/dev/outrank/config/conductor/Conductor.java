package dev.outrank.config.conductor;

import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.RegistryLife;
import dev.outrank.config.registry.Transition;
import dev.outrank.config.report.LiveReplica;
import dev.outrank.config.report.ReplicaReports;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the registry and the reports, and makes what follows from them. Used by one thread. */
final class Conductor {

    private static final Logger log = LoggerFactory.getLogger(Conductor.class);

    /** In one look: far more than the versions of a registry that are on their way. */
    private static final int MOST_TRANSITIONS = 1_000;

    private final ModelRegistry registry;
    private final ReplicaReports reports;
    private final Rules rules;
    private final Duration settling;
    private final LongSupplier nanos;
    private final LookListener listener;
    private long heardSince;
    private long lookedNanos;

    /**
     * Makes a conductor that has heard nothing yet.
     *
     * @param settling how long reports have to come before anything follows from them
     * @param nanos the clock of this process
     * @param listener hears what was looked at
     */
    Conductor(
            ModelRegistry registry,
            ReplicaReports reports,
            Rules rules,
            Duration settling,
            LongSupplier nanos,
            LookListener listener) {
        this.registry = registry;
        this.reports = reports;
        this.rules = rules;
        this.settling = settling;
        this.nanos = nanos;
        this.listener = listener;
        listenAnew();
    }

    /** Forgets how long reports have had to come: as after a start. */
    void listenAnew() {
        heardSince = nanos.getAsLong();
        lookedNanos = heardSince;
    }

    /** Makes everything that follows, step by step: after each, what follows is decided anew. */
    void conduct() {
        if (nanos.getAsLong() - lookedNanos > reports.ttl().toNanos()) {
            // This process stood still: reports may not have come either.
            listenAnew();
        }
        try {
            for (int made = 0; made < MOST_TRANSITIONS && step(); made++) {
                // Until nothing follows.
            }
            lookedNanos = nanos.getAsLong();
        } catch (RuntimeException e) {
            // While the database was away, reports could not come.
            listenAnew();
            throw e;
        }
    }

    /** Returns whether something followed. */
    private boolean step() {
        RegistryLife life = registry.life();
        List<LiveReplica> replicas = reports.live();
        listener.looked(life, replicas);
        for (Transition decided : rules.decide(life, new Fleet(replicas), isSettled())) {
            if (isApplied(decided, life.revision())) {
                return true;
            }
        }
        return false;
    }

    /** Applies a transition, unless it was overtaken; one that cannot be applied keeps no other from that. */
    private boolean isApplied(Transition decided, long decidedAt) {
        try {
            registry.apply(decided, decidedAt)
                    .ifPresent(changed -> log.info(
                            "{}@{} is {} at revision {}: {}",
                            decided.model(),
                            decided.version(),
                            changed.version().state(),
                            changed.revision(),
                            decided.reason()));
            return true;
        } catch (RuntimeException e) {
            log.warn("{}@{} stays as it is: {}", decided.model(), decided.version(), e.getMessage());
            return false;
        }
    }

    private boolean isSettled() {
        Duration heard = Duration.ofNanos(nanos.getAsLong() - heardSince);
        return heard.compareTo(settling) >= 0;
    }

    /** Deletes what nobody needs any more. */
    void tidy() {
        reports.forgetTheGone();
    }
}
