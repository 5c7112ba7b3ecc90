package dev.outrank.config.rollout.http;

import dev.outrank.config.rollout.RolloutReadings;
import dev.outrank.config.rollout.RolloutState;
import io.micrometer.core.instrument.Gauge;
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
            Gauge.builder("outrank.registry.rollouts", readings, reading -> reading.count(state))
                    .description("Rollouts by what became of them")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }
}
