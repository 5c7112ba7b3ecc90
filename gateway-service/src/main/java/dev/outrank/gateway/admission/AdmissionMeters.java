package dev.outrank.gateway.admission;

import dev.outrank.gateway.metric.GatewayMetric;
import dev.outrank.lookup.Priority;
import dev.outrank.telemetry.LoopDelay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Shows and counts what the limit of all requests does. */
final class AdmissionMeters {

    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private AdmissionMeters() {}

    /** Shows a limit, and what it looks at. */
    static void bind(EdgeLimit limit, LoopDelay loops, MeterRegistry registry) {
        GatewayMetric.LOOP_DELAY.gauge(registry, loops, delay -> delay.meanNanos() / NANOS_PER_SECOND);
        GatewayMetric.IN_FLIGHT.gauge(registry, limit, EdgeLimit::inFlight);
        GatewayMetric.LIMIT.gauge(registry, limit, EdgeLimit::limit);
    }

    /** Returns the listener that counts in this registry. */
    static AdmissionListener counting(MeterRegistry registry) {
        Map<Priority, Counter> counters = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            String name = priority.name().toLowerCase(Locale.ROOT);
            counters.put(priority, GatewayMetric.REFUSALS.counter(registry, name));
        }
        return priority -> Objects.requireNonNull(counters.get(priority)).increment();
    }
}
