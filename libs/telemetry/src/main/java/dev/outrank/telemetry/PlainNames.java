package dev.outrank.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Set;

/**
 * Keeps the units that Prometheus' naming knows, seconds and bytes, and drops all others of ours: they would become a part of the name, {@code
 * outrank_ranking_inflight_requests}, and of no use where the name says what is counted. {@link DocumentedMeter#unit} has them.
 */
final class PlainNames implements MeterFilter {

    private static final Set<String> BASE_UNITS = Set.of("seconds", "bytes");

    @Override
    public Meter.Id map(Meter.Id id) {
        String unit = id.getBaseUnit();
        boolean dropped = unit != null && !BASE_UNITS.contains(unit);
        return dropped && id.getName().startsWith(LatencyBuckets.PREFIX) ? id.withBaseUnit(null) : id;
    }
}
