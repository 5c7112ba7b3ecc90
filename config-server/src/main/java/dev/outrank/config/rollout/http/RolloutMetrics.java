package dev.outrank.config.rollout.http;

import dev.outrank.config.metric.RegistryMetric;
import dev.outrank.config.rollout.RolloutReadings;
import dev.outrank.config.rollout.RolloutState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** How many rollouts of the registry are in each state. */
final class RolloutMetrics implements MeterBinder {

    private final RolloutReadings readings;

    RolloutMetrics(RolloutReadings readings) {
        this.readings = readings;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (RolloutState state : RolloutState.values()) {
            RegistryMetric.ROLLOUTS.gauge(
                    meters,
                    readings,
                    reading -> reading.count(state),
                    state.name().toLowerCase(Locale.ROOT));
        }
    }
}
