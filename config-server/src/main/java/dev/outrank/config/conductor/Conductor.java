package dev.outrank.config.conductor;

import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.RegistryLife;
import dev.outrank.config.registry.Transition;
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
    private final LongSupplier nanos;
    private long heardSince;

    /**
     * Makes a conductor that has heard nothing yet.
     *
     * @param nanos the clock of this process
     */
    Conductor(ModelRegistry registry, ReplicaReports reports, Rules rules, LongSupplier nanos) {
        this.registry = registry;
        this.reports = reports;
        this.rules = rules;
        this.nanos = nanos;
        this.heardSince = nanos.getAsLong();
    }

    /** Makes everything that follows, step by step: after each, what follows is decided anew. */
    void conduct() {
        try {
            for (int made = 0; made < MOST_TRANSITIONS && step(); made++) {
                // Until nothing follows.
            }
        } catch (RuntimeException e) {
            // While the database was away, reports could not come.
            heardSince = nanos.getAsLong();
            throw e;
        }
    }

    /** Returns whether something followed. */
    private boolean step() {
        RegistryLife life = registry.life();
        List<Transition> decided = rules.decide(life, new Fleet(reports.live()), isSettled());
        if (decided.isEmpty()) {
            return false;
        }
        Transition first = decided.getFirst();
        registry.apply(first, life.revision())
                .ifPresent(changed -> log.info(
                        "{}@{} is {} at revision {}: {}",
                        first.model(),
                        first.version(),
                        changed.version().state(),
                        changed.revision(),
                        first.reason()));
        return true;
    }

    private boolean isSettled() {
        Duration heard = Duration.ofNanos(nanos.getAsLong() - heardSince);
        return heard.compareTo(reports.ttl()) >= 0;
    }

    /** Deletes what nobody needs any more. */
    void tidy() {
        reports.forgetTheGone();
    }
}
