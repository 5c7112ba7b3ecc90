package dev.outrank.gateway.replica;

import dev.outrank.replica.ReplicaBreakers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** A discovery that finds the ports that a test put there, and what becomes known of them. */
final class Instances implements ServiceInstanceListSupplier {

    final List<ServiceInstance> found = new ArrayList<>();
    final AtomicLong clock = new AtomicLong();
    final ReplicaBreakers breakers;
    final ServiceReplicas replicas;

    Instances(int... ports) {
        ReplicasProperties settings = new ReplicasProperties(
                new ReplicasProperties.Breaker(4, 2, 50, Duration.ofHours(1)),
                new ReplicasProperties.Ejection(
                        2,
                        Duration.ofMillis(20),
                        2,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        50),
                new ReplicasProperties.Readiness(true, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        breakers = new ReplicaBreakers(settings.breakerSettings());
        replicas = new ServiceReplicas("ranking", settings, breakers, new SilentListener(), clock::get);
        IntStream.of(ports).forEach(this::add);
    }

    void add(int port) {
        found.add(new DefaultServiceInstance(null, "ranking", "127.0.0.1", port, false));
    }

    void add(int port, String zone) {
        found.add(new DefaultServiceInstance(null, "ranking", "127.0.0.1", port, false, Map.of("zone", zone)));
    }

    @Override
    public String getServiceId() {
        return "ranking";
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return Flux.defer(() -> Flux.just(List.copyOf(found)));
    }

    private static final class SilentListener implements ReplicaListener {

        @Override
        public void retried(String service) {}

        @Override
        public void retryDenied(String service) {}

        @Override
        public void ejected(String service) {}
    }
}
