package dev.outrank.config.rollout;

import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.UnknownEntryException;

/** What can be asked about rollouts. Thread-safe. */
public final class RolloutReadings {

    private final ModelRegistry registry;
    private final RolloutStore store;
    private final RolloutConductor conductor;

    RolloutReadings(ModelRegistry registry, RolloutStore store, RolloutConductor conductor) {
        this.registry = registry;
        this.store = store;
        this.conductor = conductor;
    }

    /**
     * Returns where a model's newest rollout is.
     *
     * @throws UnknownEntryException if there is no such model, or it never had one
     */
    public RolloutStatus newest(String model) {
        var _ = registry.model(model);
        Rollout newest = store.newest(model)
                .orElseThrow(() -> new UnknownEntryException(
                        "rollout: none of model '" + model + "' (expected: one that was started)"));
        return RolloutStatus.of(newest, conductor.evidence(newest).orElse(null));
    }

    /** Returns how many rollouts are in a state. */
    public long count(RolloutState state) {
        return store.count(state);
    }
}
