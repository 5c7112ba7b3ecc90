package dev.outrank.ranking.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Meters with several owners, each of which leaves in its time: a version that is registered anew under its old name is loaded before the old one
 * is closed, and both have the same meters. Thread-safe.
 */
public final class SharedMeters {

    private final MeterRegistry registry;
    private final Map<Meter.Id, Integer> owners = new HashMap<>();

    /** Shares the meters of a registry. */
    public SharedMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Registers a meter, or finds the one that is there, for one more owner; each calls {@link #release} once. */
    synchronized <M extends Meter> M own(Function<MeterRegistry, M> registration) {
        M meter = registration.apply(registry);
        owners.merge(meter.getId(), 1, Integer::sum);
        return meter;
    }

    /** Removes a meter from the registry when its last owner releases it. */
    synchronized void release(Meter meter) {
        if (owners.computeIfPresent(meter.getId(), (id, count) -> count == 1 ? null : count - 1) == null) {
            registry.remove(meter);
        }
    }
}
