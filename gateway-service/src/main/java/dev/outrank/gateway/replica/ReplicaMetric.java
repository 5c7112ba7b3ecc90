package dev.outrank.gateway.replica;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of this package. */
enum ReplicaMetric {
    /** Requests tried on a second replica because the first could not be reached; tag {@code service}. Unit: requests. */
    RETRIES("outrank.gateway.retries", "Requests tried on a second replica because the first could not be reached");

    private final String meter;
    private final String description;

    ReplicaMetric(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    /** Returns the listener that counts in this registry. */
    static ReplicaListener counting(MeterRegistry registry) {
        return service -> Counter.builder(RETRIES.meter)
                .description(RETRIES.description)
                .tag("service", service)
                .register(registry)
                .increment();
    }
}
