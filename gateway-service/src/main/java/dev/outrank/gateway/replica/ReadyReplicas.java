package dev.outrank.gateway.replica;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The replicas that say they are ready, or all of them where none does: then nobody knows better than the callers who try.
 *
 * <p>Replicas are looked up and asked in the background, so that a request finds a list that is made already. A list that is found empty
 * does not replace one that is not.
 */
final class ReadyReplicas extends DelegatingServiceInstanceListSupplier {

    private static final Logger log = LoggerFactory.getLogger(ReadyReplicas.class);

    private final ServiceReplicas replicas;
    private final Function<ServiceInstance, Mono<Readiness>> check;
    private final Duration period;
    private volatile @Nullable List<ServiceInstance> ready;
    private volatile @Nullable Disposable checks;

    /**
     * Makes a list that is not checked before {@link #afterPropertiesSet()}.
     *
     * @param found what discovery knows
     * @param replicas where what is known of each is kept
     * @param check asks one replica; never fails
     * @param period between two checks
     */
    ReadyReplicas(
            ServiceInstanceListSupplier found,
            ServiceReplicas replicas,
            Function<ServiceInstance, Mono<Readiness>> check,
            Duration period) {
        super(found);
        this.replicas = replicas;
        this.check = check;
        this.period = period;
    }

    @Override
    public void afterPropertiesSet() throws Exception {
        super.afterPropertiesSet();
        checks = Flux.interval(Duration.ZERO, period)
                .onBackpressureDrop()
                .concatMap(tick -> checkAll(), 1)
                .subscribe();
    }

    @Override
    public void destroy() throws Exception {
        Disposable running = checks;
        if (running != null) {
            running.dispose();
        }
        super.destroy();
    }

    /** Looks up all replicas and asks each of them; never fails. */
    Mono<Void> checkAll() {
        return delegate.get()
                .next()
                .filter(found -> !found.isEmpty())
                .map(replicas::found)
                .flatMap(known -> Flux.fromIterable(known)
                        .flatMap(replica -> check.apply(replica).doOnNext(replica::checked), Math.max(1, known.size()))
                        .then(Mono.fromRunnable(() -> ready = readyOrAll(known))))
                .onErrorResume(failure -> {
                    log.warn("{}: replicas could not be looked up: {}", getServiceId(), failure.toString());
                    return Mono.empty();
                })
                .then();
    }

    private static List<ServiceInstance> readyOrAll(List<Replica> known) {
        List<ServiceInstance> ready =
                List.copyOf(known.stream().filter(Replica::isReady).toList());
        return ready.isEmpty() ? List.copyOf(known) : ready;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        List<ServiceInstance> present = ready;
        return present == null
                ? delegate.get().map(found -> List.<ServiceInstance>copyOf(replicas.found(found)))
                : Flux.just(present);
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface declares the raw type
    public Flux<List<ServiceInstance>> get(Request request) {
        return get();
    }
}
