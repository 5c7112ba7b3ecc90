package dev.outrank.gateway.replica;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** All replicas that discovery finds, ready or not, with what is known of each: where readiness is not to be asked for. */
final class KnownReplicas extends DelegatingServiceInstanceListSupplier {

    private final ServiceReplicas replicas;

    KnownReplicas(ServiceInstanceListSupplier found, ServiceReplicas replicas) {
        super(found);
        this.replicas = replicas;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return delegate.get().map(found -> {
            List<Replica> known = replicas.found(found);
            // Nobody asks them, and requests are sent to all.
            known.forEach(replica -> replica.checked(Readiness.READY));
            return List.copyOf(known);
        });
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface declares the raw type
    public Flux<List<ServiceInstance>> get(Request request) {
        return get();
    }
}
