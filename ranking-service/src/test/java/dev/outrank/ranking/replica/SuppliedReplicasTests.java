package dev.outrank.ranking.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class SuppliedReplicasTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<DisposableServer> servers = new ArrayList<>();
    private final AtomicReference<Flux<List<ServiceInstance>>> discovered = new AtomicReference<>(Flux.empty());

    @AfterEach
    void stop() {
        servers.forEach(Disposable::dispose);
    }

    private ReplicaSource source() {
        return source(null);
    }

    private ReplicaSource source(@Nullable String zone) {
        ServiceInstanceListSupplier discovery = new ServiceInstanceListSupplier() {
            @Override
            public String getServiceId() {
                return "embedding-0";
            }

            @Override
            public Flux<List<ServiceInstance>> get() {
                return Flux.defer(discovered::get);
            }
        };
        ServiceInstanceListSupplier loaded =
                new LoadedInstances(discovery, WebClient.builder().build());
        return new SuppliedReplicas(service -> loaded, ServiceInstance::getPort, Duration.ofMillis(20), zone);
    }

    private static ServiceInstance at(int port) {
        return at(port, Map.of());
    }

    private static ServiceInstance at(int port, Map<String, String> metadata) {
        return new DefaultServiceInstance("i" + port, "embedding-0", "127.0.0.1", port, false, metadata);
    }

    private int server(String models) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .route(routes ->
                        routes.get("/models", (request, response) -> response.header("Content-Type", "application/json")
                                .sendString(Mono.just(models))))
                .bindNow();
        servers.add(server);
        return server.port();
    }

    @Test
    void tellsAListOnceUntilItChangesAndSurvivesFailures() {
        discovered.set(Flux.just(List.of(at(1))));

        StepVerifier.create(source().replicas("embedding-0"))
                .assertNext(list -> assertThat(list).containsExactly(ListedReplica.of("127.0.0.1", 1)))
                .then(() -> discovered.set(Flux.error(new IllegalStateException("discovery is away"))))
                .expectNoEvent(Duration.ofMillis(100))
                .then(() -> discovered.set(Flux.just(List.of())))
                .assertNext(list -> assertThat(list).isEmpty())
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void saysWhichAreInTheOwnZone() {
        int silent = server("no JSON");
        discovered.set(Flux.just(List.of(at(silent, Map.of("zone", "a")), at(1, Map.of("zone", "b")), at(2))));

        StepVerifier.create(source("a").replicas("embedding-0"))
                .assertNext(list ->
                        assertThat(list).extracting(ListedReplica::isNear).containsExactly(true, false, false))
                .thenCancel()
                .verify(PATIENCE);
        StepVerifier.create(source().replicas("embedding-0"))
                .assertNext(list -> assertThat(list).allMatch(ListedReplica::isNear))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void saysWhatEachOfSeveralHasLoaded() {
        int one = server("""
                {"shard":0,"applied":true,"loaded":[{"model":"clicks","version":"7","shardCount":2,
                 "fingerprint":"00000000000000ff","tables":[]}],"failed":[]}
                """);
        int other = server("no JSON");
        discovered.set(Flux.just(List.of(at(one), at(other))));

        StepVerifier.create(source().replicas("embedding-0"))
                .assertNext(list -> assertThat(list)
                        .extracting(ListedReplica::loaded)
                        .containsExactly(Set.of(new LoadedVersion("clicks", "7", 255)), null))
                .thenCancel()
                .verify(PATIENCE);
    }
}
