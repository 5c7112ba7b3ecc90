package dev.outrank.ranking.replica;

import dev.outrank.registry.HeapBodies;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The chain of suppliers of one service.
 *
 * <p>No {@code @Configuration}: it belongs to the load balancer's context of each service, not to the application's.
 */
class ReplicaListConfiguration {

    @Bean
    ServiceInstanceListSupplier replicas(ConfigurableApplicationContext context, WebClient.Builder http) {
        return ServiceInstanceListSupplier.builder()
                .withDiscoveryClient()
                .withCaching()
                .with((parent, cached) -> new LoadedInstances(
                        cached, http.clone().filter(new HeapBodies()).build()))
                .build(context);
    }
}
