package dev.outrank.gateway.replica;

import dev.outrank.gateway.metric.GatewayMetric;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Shows how many replicas are in which state, and counts what happens to them. Those of breakers are resilience4j's, by the replica's host and port. */
final class ReplicaMeters implements MeterBinder {

    private final Replicas replicas;

    ReplicaMeters(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Replica.State state : Replica.State.values()) {
            GatewayMetric.REPLICAS.gauge(registry, replicas, known -> count(known, state), state.tag());
        }
    }

    private static long count(Replicas replicas, Replica.State state) {
        return replicas.byService().values().stream()
                .flatMap(service -> service.all().stream())
                .filter(replica -> replica.state() == state)
                .count();
    }

    /** Returns the listener that counts in this registry. */
    static ReplicaListener counting(MeterRegistry registry) {
        return new ReplicaListener() {
            @Override
            public void retried(String service) {
                GatewayMetric.RETRIES.counter(registry, service).increment();
            }

            @Override
            public void retryDenied(String service) {
                GatewayMetric.RETRIES_DENIED.counter(registry, service).increment();
            }

            @Override
            public void ejected(String service) {
                GatewayMetric.EJECTIONS.counter(registry, service).increment();
            }
        };
    }
}
