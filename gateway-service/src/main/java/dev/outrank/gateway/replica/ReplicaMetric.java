package dev.outrank.gateway.replica;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of this package; each has the tag {@code service}. Those of breakers are resilience4j's, by the replica's host and port. */
enum ReplicaMetric {
    /** Requests tried on a second replica because the first could not be reached. Unit: requests. */
    RETRIES("outrank.gateway.retries", "Requests tried on a second replica because the first could not be reached"),
    /** Requests not tried on a second replica because too many were already. Unit: requests. */
    RETRIES_DENIED("outrank.gateway.retries.denied", "Requests not tried on a second replica: too many were already"),
    /** Replicas left alone because they stood out. Unit: ejections. */
    EJECTIONS("outrank.gateway.replica.ejections", "Replicas left alone because they stood out");

    private final String meter;
    private final String description;

    ReplicaMetric(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    private void count(MeterRegistry registry, String service) {
        Counter.builder(meter)
                .description(description)
                .tag("service", service)
                .register(registry)
                .increment();
    }

    /** Returns the listener that counts in this registry. */
    static ReplicaListener counting(MeterRegistry registry) {
        return new ReplicaListener() {
            @Override
            public void retried(String service) {
                RETRIES.count(registry, service);
            }

            @Override
            public void retryDenied(String service) {
                RETRIES_DENIED.count(registry, service);
            }

            @Override
            public void ejected(String service) {
                EJECTIONS.count(registry, service);
            }
        };
    }
}
