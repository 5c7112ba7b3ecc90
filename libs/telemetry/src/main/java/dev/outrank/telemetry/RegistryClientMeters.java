package dev.outrank.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows how a service follows the registry. */
public final class RegistryClientMeters implements MeterBinder {

    private final LongSupplier revision;
    private final Supplier<Duration> age;

    /**
     * Makes a binder.
     *
     * @param revision of the snapshot that is applied; 0 before the first
     * @param age the time since the registry was last heard
     */
    public RegistryClientMeters(LongSupplier revision, Supplier<Duration> age) {
        this.revision = revision;
        this.age = age;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(SharedMetric.REGISTRY_REVISION.meterName(), revision, LongSupplier::getAsLong)
                .description(SharedMetric.REGISTRY_REVISION.description())
                .register(registry);
        TimeGauge.builder(SharedMetric.REGISTRY_AGE.meterName(), age, TimeUnit.NANOSECONDS, elapsed -> elapsed.get()
                        .toNanos())
                .description(SharedMetric.REGISTRY_AGE.description())
                .register(registry);
    }
}
