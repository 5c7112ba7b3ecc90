package dev.outrank.ranking.lookup;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says of every replica of every shard how it is. Never down: a shard that is lost is told by the requests that need it, and some may do without. */
final class ReplicasHealthIndicator implements HealthIndicator {

    private final ReplicatedEmbeddingClient client;

    ReplicasHealthIndicator(ReplicatedEmbeddingClient client) {
        this.client = client;
    }

    @Override
    public Health health() {
        Map<String, Object> details = new LinkedHashMap<>();
        client.replicas().forEach((service, replicas) -> {
            Map<String, String> states = new LinkedHashMap<>();
            replicas.forEach(replica -> states.put(replica.where().toString(), state(replica)));
            details.put(service, states);
        });
        return Health.up().withDetails(details).build();
    }

    private static String state(ShardReplica replica) {
        return replica.health().standing().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (replica.way().isOpen() ? "" : ", not connected")
                + ", breaker "
                + replica.health()
                        .breakerState()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' ')
                + ", " + replica.health().outstanding() + " under way";
    }
}
