package dev.outrank.config.metric;

import static dev.outrank.telemetry.MeterKind.GAUGE;

import dev.outrank.telemetry.DocumentedMeter;
import dev.outrank.telemetry.MeterKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.util.List;

/** Every meter of this service; all are gauges. */
public enum RegistryMetric implements DocumentedMeter {
    REVISION("outrank.registry.revision", "revisions", "Number of the registry's last change"),
    VERSIONS(
            "outrank.registry.versions",
            "versions",
            "Versions of all models by their state: registered, loading, ready, serving, retiring, retired or failed",
            "state"),
    REPLICAS(
            "outrank.registry.replicas",
            "replicas",
            "Replicas that report, by service (embedding or ranking) and state: failed, where a version could not be loaded, else loading, where one is on its way, else ready",
            "service",
            "state"),
    TRAFFIC(
            "outrank.registry.traffic",
            "percent",
            "Share of a model's requests that name no version, by role: stable or canary",
            "model",
            "version",
            "role"),
    ROLLOUTS("outrank.registry.rollouts", "rollouts", "Rollouts by what became of them", "state"),
    WATCHES("outrank.registry.watches", "connections", "Who watches the registry");

    private final String meterName;
    private final String unit;
    private final String description;
    private final String tags;

    RegistryMetric(String meterName, String unit, String description, String... tags) {
        this.meterName = meterName;
        this.unit = unit;
        this.description = description;
        this.tags = String.join(",", tags);
    }

    @Override
    public String meterName() {
        return meterName;
    }

    @Override
    public MeterKind kind() {
        return GAUGE;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(","));
    }

    @Override
    public String description() {
        return description;
    }

    /** Makes gauges whose tags come and go. */
    public MultiGauge gauges(MeterRegistry registry) {
        return MultiGauge.builder(meterName)
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    /** Returns a value of such gauges. */
    public MultiGauge.Row<?> row(double value, String... values) {
        return MultiGauge.Row.of(tagged(values), value);
    }
}
