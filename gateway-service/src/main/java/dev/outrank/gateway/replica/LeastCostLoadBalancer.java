package dev.outrank.gateway.replica;

import dev.outrank.gateway.deadline.Deadline;
import dev.outrank.replica.CallPermission;
import dev.outrank.replica.TwoChoices;
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
 * <p>Replicas that are ejected or whose breaker is open are passed over, and those of other zones as long as one of this zone is left. Where that leaves none, one is drawn from all: to refuse each
 * request would be no better, and the call is not counted.
 */
final class LeastCostLoadBalancer implements ReactorServiceInstanceLoadBalancer {

    /** The key of an instance's metadata with its zone, as Spring Cloud LoadBalancer has it. */
    private static final String ZONE = "zone";

    private final ServiceInstanceListSupplier replicas;
    private final @Nullable String zone;
    private final Supplier<RandomGenerator> random;

    /**
     * Makes a choice.
     *
     * @param replicas of all zones
     * @param zone the own one; null where there are none
     */
    LeastCostLoadBalancer(
            ServiceInstanceListSupplier replicas, @Nullable String zone, Supplier<RandomGenerator> random) {
        this.replicas = replicas;
        this.zone = zone;
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
        List<Replica> all = offered.stream().map(Replica.class::cast).toList();
        long remainingNanos = Deadline.remainingNanos(attributes);
        Replica near =
                zone == null ? null : beginAny(all.stream().filter(this::isNear).toList(), remainingNanos, attributes);
        return near != null ? near : beginAny(all, remainingNanos, attributes);
    }

    private boolean isNear(Replica replica) {
        Map<String, String> metadata = replica.getMetadata();
        return zone != null && metadata != null && zone.equalsIgnoreCase(metadata.get(ZONE));
    }

    private @Nullable Replica beginAny(List<Replica> among, long remainingNanos, Map<String, Object> attributes) {
        return TwoChoices.begin(among, random.get(), replica -> {
            CallPermission permission = replica.health().tryBegin(remainingNanos);
            if (permission == null) {
                return null;
            }
            ReplicaCall.begun(permission, attributes);
            return replica;
        });
    }

    /** Those of the exchange, which the filters share; a request from elsewhere has none. */
    private static Map<String, Object> attributes(Request<?> request) {
        return request.getContext() instanceof RequestDataContext context && context.getClientRequest() != null
                ? context.getClientRequest().getAttributes()
                : new HashMap<>();
    }
}
