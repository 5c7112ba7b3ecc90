package dev.outrank.gateway.replica;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** What is known of each replica, as details. Always up: one replica that is out is not the gateway's illness, and all of them are not either. */
final class ReplicaHealthIndicator implements HealthIndicator {

    private final Replicas replicas;

    ReplicaHealthIndicator(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public Health health() {
        Map<String, Object> services = new TreeMap<>();
        replicas.byService().forEach((service, known) -> services.put(service, details(known)));
        return Health.up().withDetails(services).build();
    }

    private static Map<String, Object> details(ServiceReplicas known) {
        Map<String, Object> details = new TreeMap<>();
        known.all().forEach(replica -> details.put(replica.health().name(), details(replica)));
        return details;
    }

    private static Map<String, Object> details(Replica replica) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("ready", replica.isReady());
        details.put("standing", replica.health().standing());
        details.put("breaker", replica.health().breakerState());
        details.put("outstanding", replica.health().outstanding());
        details.put("p95Micros", TimeUnit.NANOSECONDS.toMicros(replica.health().p95Nanos()));
        return details;
    }
}
