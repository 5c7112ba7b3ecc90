package dev.outrank.ranking.replica;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Replicas from a service's chain of suppliers, looked at now and then; a list that is the same as before is not told again. */
public final class SuppliedReplicas implements ReplicaSource {

    private static final Logger log = LoggerFactory.getLogger(SuppliedReplicas.class);

    /** The key of an instance's metadata with its zone, as Spring Cloud LoadBalancer has it. */
    private static final String ZONE = "zone";

    private final Function<String, ServiceInstanceListSupplier> suppliers;
    private final ToIntFunction<ServiceInstance> port;
    private final Duration refresh;
    private final @Nullable String zone;

    /**
     * Makes a source.
     *
     * @param suppliers the chain of a service
     * @param port where an instance answers lookups
     * @param refresh time between two looks
     * @param zone the own one; null where there are none
     */
    public SuppliedReplicas(
            Function<String, ServiceInstanceListSupplier> suppliers,
            ToIntFunction<ServiceInstance> port,
            Duration refresh,
            @Nullable String zone) {
        this.suppliers = suppliers;
        this.port = port;
        this.refresh = refresh;
        this.zone = zone;
    }

    @Override
    public Flux<List<ListedReplica>> replicas(String service) {
        return Flux.defer(() -> {
            AtomicBoolean known = new AtomicBoolean();
            return Flux.interval(Duration.ZERO, refresh)
                    .onBackpressureDrop()
                    .concatMap(tick -> look(service, known.getAndSet(true)), 1)
                    .distinctUntilChanged();
        });
    }

    /** A look that fails leaves the list as it was; the first one leaves it empty, so that callers are told at once. */
    private Mono<List<ListedReplica>> look(String service, boolean known) {
        return Mono.defer(() -> suppliers.apply(service).get().next())
                // The first look makes the chain, which reads classes.
                .subscribeOn(Schedulers.boundedElastic())
                .map(this::listed)
                .onErrorResume(failure -> {
                    log.warn("Cannot find the replicas of {}, those known stay: {}", service, failure.getMessage());
                    return known ? Mono.empty() : Mono.just(List.of());
                });
    }

    private List<ListedReplica> listed(List<ServiceInstance> instances) {
        Map<Replica, ListedReplica> listed = new LinkedHashMap<>();
        for (ServiceInstance instance : instances) {
            Replica replica = new Replica(instance.getHost(), port.applyAsInt(instance));
            listed.putIfAbsent(replica, new ListedReplica(replica, isNear(instance), LoadedInstances.loaded(instance)));
        }
        return List.copyOf(listed.values());
    }

    private boolean isNear(ServiceInstance instance) {
        return zone == null
                || zone.equals(
                        instance.getMetadata() == null
                                ? null
                                : instance.getMetadata().get(ZONE));
    }
}
