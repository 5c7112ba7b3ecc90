package dev.outrank.telemetry;

import static dev.outrank.telemetry.MeterKind.GAUGE;
import static dev.outrank.telemetry.MeterKind.TIMER;

import java.util.List;

/** The meters that several services have, as this library registers them. */
public enum SharedMetric implements DocumentedMeter {
    /** Of gateway, ranking and embedding. */
    LOOP_DELAY("outrank.netty.loop.delay", TIMER, "seconds", "How late event loops begin what is due"),
    /** Of ranking and embedding. */
    REGISTRY_REVISION(
            "outrank.registry.client.revision",
            GAUGE,
            "revisions",
            "Revision of the registry's snapshot that is applied; 0 before the first"),
    /** Of ranking and embedding. */
    REGISTRY_AGE(
            "outrank.registry.client.age",
            GAUGE,
            "seconds",
            "Time since the registry was last heard; before it was ever heard, since the start");

    private final String meterName;
    private final MeterKind kind;
    private final String unit;
    private final String description;

    SharedMetric(String meterName, MeterKind kind, String unit, String description) {
        this.meterName = meterName;
        this.kind = kind;
        this.unit = unit;
        this.description = description;
    }

    @Override
    public String meterName() {
        return meterName;
    }

    @Override
    public MeterKind kind() {
        return kind;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public List<String> tags() {
        return List.of();
    }

    @Override
    public String description() {
        return description;
    }
}
