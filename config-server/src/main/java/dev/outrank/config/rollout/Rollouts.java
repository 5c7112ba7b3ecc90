package dev.outrank.config.rollout;

import dev.outrank.config.registry.ChangeAction;
import dev.outrank.config.registry.ChangeNote;
import dev.outrank.config.registry.Changed;
import dev.outrank.config.registry.ConflictException;
import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.Writing;
import dev.outrank.registry.Canary;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Starts rollouts and writes down their steps and ends, each in one transaction with the registry's revision of it. Thread-safe; several may
 * share a database: what another one did in the meantime is found in that transaction, and refused with a {@link ConflictException}.
 */
public final class Rollouts {

    private static final int MAX_NOTE = 1000;
    private static final String AUTHOR = "registry";

    private final ModelRegistry registry;
    private final RolloutStore store;
    private final Clock clock;

    Rollouts(ModelRegistry registry, RolloutStore store, Clock clock) {
        this.registry = registry;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Gives a version its first step's part of the requests.
     *
     * @throws ConflictException if a rollout of the model runs, or the version cannot be a canary
     */
    public Changed start(String model, RolloutPlan plan, ChangeNote note) {
        Canary first = new Canary(plan.version(), plan.steps().percent(0));
        return registry.canary(model, first, new Writing(ChangeAction.ROLLOUT, note, revision -> {
            store.running(model).ifPresent(running -> {
                throw new ConflictException("rollout of model '" + model + "': version '" + running.version() + "' at "
                        + running.percent() + " % (expected: none that runs; end it first)");
            });
            store.insert(Rollout.started(model, plan, now(), revision));
        }));
    }

    /** Goes to the next step, or makes the version the active one where that is the last. */
    Changed advance(Rollout rollout, String why) {
        RolloutSteps steps = rollout.parsedSteps();
        int next = rollout.step() + 1;
        if (next == steps.last()) {
            return promote(rollout, why);
        }
        ChangeNote note = note(steps.percent(next) + " % after " + rollout.percent() + " %: " + why);
        return registry.canary(
                rollout.model(),
                new Canary(rollout.version(), steps.percent(next)),
                new Writing(ChangeAction.ROLLOUT, note, _ -> write(rollout, rollout.at(next, now()))));
    }

    private Changed promote(Rollout rollout, String why) {
        Rollout promoted = rollout.at(rollout.parsedSteps().last(), now()).ended(RolloutState.PROMOTED, why);
        return registry.activate(
                rollout.model(),
                rollout.version(),
                new Writing(ChangeAction.PROMOTE, note(why), _ -> write(rollout, promoted)));
    }

    /** Gives all requests back to stable. */
    Changed rollBack(Rollout rollout, String why) {
        Rollout rolledBack = rollout.ended(RolloutState.ROLLED_BACK, why);
        return registry.endCanary(
                rollout.model(), new Writing(ChangeAction.ROLL_BACK, note(why), _ -> write(rollout, rolledBack)));
    }

    private void write(Rollout before, Rollout after) {
        if (store.running(before.model()).filter(before::isSameStep).isEmpty()) {
            throw new ConflictException("rollout of model '" + before.model() + "': changed by another (expected: step "
                    + before.step() + ", running)");
        }
        store.update(after);
    }

    private static ChangeNote note(String why) {
        return new ChangeNote(AUTHOR, why.length() <= MAX_NOTE ? why : why.substring(0, MAX_NOTE));
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    }
}
