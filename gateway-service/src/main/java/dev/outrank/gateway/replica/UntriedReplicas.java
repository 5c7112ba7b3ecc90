package dev.outrank.gateway.replica;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** Hides the replicas that the request at hand has failed to reach. */
final class UntriedReplicas extends DelegatingServiceInstanceListSupplier {

    UntriedReplicas(ServiceInstanceListSupplier delegate) {
        super(delegate);
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return delegate.get();
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface declares the raw type
    public Flux<List<ServiceInstance>> get(Request request) {
        TriedReplicas tried = tried(request);
        return tried == null ? delegate.get(request) : delegate.get(request).map(all -> untried(all, tried));
    }

    private static @Nullable TriedReplicas tried(Request<?> request) {
        return request.getContext() instanceof RequestDataContext context && context.getClientRequest() != null
                ? TriedReplicas.find(context.getClientRequest().getAttributes())
                : null;
    }

    private static List<ServiceInstance> untried(List<ServiceInstance> all, TriedReplicas tried) {
        return all.stream().filter(replica -> !tried.contains(replica)).toList();
    }
}
