package dev.outrank.gateway.replica;

import dev.outrank.gateway.deadline.Deadline;
import dev.outrank.replica.CallPermission;
import dev.outrank.replica.TwoChoices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Mono;

/**
 * Chooses the cheaper of two replicas drawn at random, by calls under way times their latency, and begins the call.
 *
 * <p>Replicas that are ejected or whose breaker is open are passed over. Where that leaves none, one is drawn from all: to refuse each
 * request would be no better, and the call is not counted.
 */
final class LeastCostLoadBalancer implements ReactorServiceInstanceLoadBalancer {

    private final ServiceInstanceListSupplier replicas;
    private final Supplier<RandomGenerator> random;

    LeastCostLoadBalancer(ServiceInstanceListSupplier replicas, Supplier<RandomGenerator> random) {
        this.replicas = replicas;
        this.random = random;
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface declares the raw type
    public Mono<Response<ServiceInstance>> choose(Request request) {
        return replicas.get(request).next().map(offered -> choose(offered, attributes(request)));
    }

    private Response<ServiceInstance> choose(List<ServiceInstance> offered, Map<String, Object> attributes) {
        if (offered.isEmpty()) {
            return new EmptyResponse();
        }
        Replica permitted = begin(offered, attributes);
        if (permitted != null) {
            return new DefaultResponse(permitted);
        }
        ReplicaCall.forget(attributes);
        return new DefaultResponse(offered.get(random.get().nextInt(offered.size())));
    }

    private @Nullable Replica begin(List<ServiceInstance> offered, Map<String, Object> attributes) {
        List<Replica> left = new ArrayList<>(offered.size());
        offered.forEach(instance -> left.add((Replica) instance));
        long remainingNanos = Deadline.remainingNanos(attributes);
        Replica chosen = TwoChoices.choose(left, random.get());
        while (chosen != null) {
            CallPermission permission = chosen.health().tryBegin(remainingNanos);
            if (permission != null) {
                ReplicaCall.begun(permission, attributes);
                return chosen;
            }
            left.remove(chosen);
            chosen = TwoChoices.choose(left, random.get());
        }
        return null;
    }

    /** Those of the exchange, which the filters share; a request from elsewhere has none. */
    private static Map<String, Object> attributes(Request<?> request) {
        return request.getContext() instanceof RequestDataContext context && context.getClientRequest() != null
                ? context.getClientRequest().getAttributes()
                : new HashMap<>();
    }
}
