package dev.outrank.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.core.Ordered;
import reactor.core.publisher.Flux;

/** A discovery that finds what a test put there. */
final class FakeDiscovery implements ReactiveDiscoveryClient {

    private final List<ServiceInstance> instances = new CopyOnWriteArrayList<>();

    FakeDiscovery(FakeRanking... present) {
        Stream.of(present).forEach(this::add);
    }

    void add(FakeRanking ranking) {
        instances.add(new DefaultServiceInstance(null, "ranking", "127.0.0.1", ranking.port(), false));
    }

    @Override
    public String description() {
        return "what a test put there";
    }

    @Override
    public Flux<ServiceInstance> getInstances(String serviceId) {
        return Flux.fromIterable(instances);
    }

    @Override
    public Flux<String> getServices() {
        return Flux.just("ranking");
    }

    /** Before the one that the application's own properties fill. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
