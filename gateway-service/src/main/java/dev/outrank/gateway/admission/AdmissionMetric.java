package dev.outrank.gateway.admission;

import dev.outrank.lookup.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The metrics of this package. */
enum AdmissionMetric {
    /** Requests to rank in flight. Unit: requests. */
    IN_FLIGHT("outrank.gateway.inflight", "Requests to rank in flight"),
    /** How many may be. Unit: requests. */
    LIMIT("outrank.gateway.inflight.limit", "How many requests to rank may be in flight"),
    /** How late event loops begin what is due, over the last tenth of a second. Unit: seconds. */
    LOOP_DELAY("outrank.gateway.loop.delay", "How late event loops begin what is due, over the last tenth of a second"),
    /** Requests refused since ranking has no room for more; tag {@code priority}. Unit: requests. */
    REFUSALS("outrank.gateway.refusals", "Requests refused since ranking has no room for more");

    private final String meter;
    private final String description;

    AdmissionMetric(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    /** Shows a limit, and what it looks at. */
    static void bind(EdgeLimit limit, LoopDelay loops, MeterRegistry registry) {
        TimeGauge.builder(LOOP_DELAY.meter, loops, TimeUnit.NANOSECONDS, LoopDelay::meanNanos)
                .description(LOOP_DELAY.description)
                .register(registry);
        Gauge.builder(IN_FLIGHT.meter, limit, EdgeLimit::inFlight)
                .description(IN_FLIGHT.description)
                .register(registry);
        Gauge.builder(LIMIT.meter, limit, EdgeLimit::limit)
                .description(LIMIT.description)
                .register(registry);
    }

    /** Returns the listener that counts in this registry. */
    static AdmissionListener counting(MeterRegistry registry) {
        Map<Priority, Counter> counters = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            counters.put(
                    priority,
                    Counter.builder(REFUSALS.meter)
                            .description(REFUSALS.description)
                            .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        return priority -> Objects.requireNonNull(counters.get(priority)).increment();
    }
}
