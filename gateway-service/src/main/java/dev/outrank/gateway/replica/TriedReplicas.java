package dev.outrank.gateway.replica;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/** The replicas that one request has failed to reach. Belongs to one exchange; its attempts are serial. */
final class TriedReplicas {

    private static final String ATTRIBUTE = TriedReplicas.class.getName();

    private final Set<String> authorities = new HashSet<>();

    /** Returns those of the exchange with these attributes, attaching an empty set at first. */
    static TriedReplicas of(Map<String, Object> attributes) {
        return (TriedReplicas) attributes.computeIfAbsent(ATTRIBUTE, name -> new TriedReplicas());
    }

    /** Returns those of the exchange with these attributes, or null when no attempt has failed. */
    static @Nullable TriedReplicas find(Map<String, Object> attributes) {
        return (TriedReplicas) attributes.get(ATTRIBUTE);
    }

    void add(ServiceInstance replica) {
        authorities.add(Replica.authority(replica));
    }

    boolean contains(ServiceInstance replica) {
        return authorities.contains(Replica.authority(replica));
    }
}
