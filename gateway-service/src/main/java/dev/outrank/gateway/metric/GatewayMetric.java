package dev.outrank.gateway.metric;

import static dev.outrank.telemetry.MeterKind.COUNTER;
import static dev.outrank.telemetry.MeterKind.GAUGE;
import static dev.outrank.telemetry.MeterKind.TIMER;

import dev.outrank.telemetry.DocumentedMeter;
import dev.outrank.telemetry.MeterKind;
import java.util.List;

/** Every meter of this service. Tags are names of the registry and words of ours, never words of a caller. */
public enum GatewayMetric implements DocumentedMeter {
    REQUEST(
            "outrank.gateway.request",
            TIMER,
            "seconds",
            "Requests from their arrival to the end of their answers; api is rank, infer or other",
            "api",
            "model",
            "version",
            "outcome"),
    STAGE(
            "outrank.gateway.stage",
            TIMER,
            "seconds",
            "Parts of the requests to rank and infer that ranking answered: gateway, its own time, and network, the time for which ranking had the request less what ranking took",
            "stage"),
    IN_FLIGHT("outrank.gateway.inflight", GAUGE, "requests", "Requests to rank in flight"),
    LIMIT("outrank.gateway.inflight.limit", GAUGE, "requests", "How many requests to rank may be in flight"),
    LOOP_DELAY(
            "outrank.gateway.loop.delay",
            GAUGE,
            "seconds",
            "How late event loops begin what is due, over the last tenth of a second"),
    REFUSALS(
            "outrank.gateway.refusals",
            COUNTER,
            "requests",
            "Requests refused since ranking has no room for more",
            "priority"),
    CLIENT_REFUSALS(
            "outrank.gateway.client.refusals",
            COUNTER,
            "requests",
            "Requests refused because their client asked for too much",
            "reason"),
    REPLICAS(
            "outrank.gateway.replicas",
            GAUGE,
            "replicas",
            "Replicas of ranking as the gateway sees them: ready, unready or ejected, which are left alone",
            "state"),
    EJECTIONS(
            "outrank.gateway.replica.ejections",
            COUNTER,
            "ejections",
            "Replicas left alone because they stood out",
            "service"),
    RETRIES(
            "outrank.gateway.retries",
            COUNTER,
            "requests",
            "Requests tried on a second replica because the first could not be reached",
            "service"),
    RETRIES_DENIED(
            "outrank.gateway.retries.denied",
            COUNTER,
            "requests",
            "Requests not tried on a second replica: too many were already",
            "service");

    private final String meterName;
    private final MeterKind kind;
    private final String unit;
    private final String description;
    private final String tags;

    GatewayMetric(String meterName, MeterKind kind, String unit, String description, String... tags) {
        this.meterName = meterName;
        this.kind = kind;
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
        return kind;
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
}
