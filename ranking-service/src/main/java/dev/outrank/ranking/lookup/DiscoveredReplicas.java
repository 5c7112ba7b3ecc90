package dev.outrank.ranking.lookup;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import reactor.core.publisher.Mono;

/** Replicas from service discovery, which knows their HTTP ports: the lookup port is in an instance's metadata, or as far from it as everywhere. */
final class DiscoveredReplicas implements ReplicaSource {

    /** The key of an instance's metadata with the port of lookups over TCP. */
    static final String LOOKUP_PORT = "lookup-port";

    private static final int HIGHEST_PORT = 65_535;

    private final ReactiveDiscoveryClient discovery;
    private final int portOffset;

    DiscoveredReplicas(ReactiveDiscoveryClient discovery, int portOffset) {
        this.discovery = discovery;
        this.portOffset = portOffset;
    }

    @Override
    public Mono<List<Replica>> replicas(String service) {
        return discovery.getInstances(service).map(this::replica).distinct().collectList();
    }

    private Replica replica(ServiceInstance instance) {
        String named =
                instance.getMetadata() == null ? null : instance.getMetadata().get(LOOKUP_PORT);
        if (named == null) {
            return new Replica(instance.getHost(), instance.getPort() + portOffset);
        }
        try {
            int port = Integer.parseInt(named);
            if (port > 0 && port <= HIGHEST_PORT) {
                return new Replica(instance.getHost(), port);
            }
        } catch (NumberFormatException e) {
            throw unusable(instance, named, e);
        }
        throw unusable(instance, named, null);
    }

    private static IllegalArgumentException unusable(
            ServiceInstance instance, String named, @org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalArgumentException(
                instance.getServiceId() + ": metadata " + LOOKUP_PORT + ": '" + named + "' (expected: a port)", cause);
    }
}
