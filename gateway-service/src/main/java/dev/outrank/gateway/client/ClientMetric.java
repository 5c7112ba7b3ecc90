package dev.outrank.gateway.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of this package. None has a tag that names a client: there may be any number of them. */
enum ClientMetric {
    /** Requests refused because their client asked for too much; tag {@code reason}. Unit: requests. */
    REFUSALS("outrank.gateway.client.refusals", "Requests refused because their client asked for too much");

    private final String meter;
    private final String description;

    ClientMetric(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    /** Returns the listener that counts in this registry. */
    static ClientListener counting(MeterRegistry registry) {
        Counter inFlight = REFUSALS.counter(registry, ClientRefusal.IN_FLIGHT);
        return reason -> {
            switch (reason) {
                case IN_FLIGHT -> inFlight.increment();
            }
        };
    }

    private Counter counter(MeterRegistry registry, ClientRefusal reason) {
        return Counter.builder(meter)
                .description(description)
                .tag("reason", reason.tag())
                .register(registry);
    }
}
