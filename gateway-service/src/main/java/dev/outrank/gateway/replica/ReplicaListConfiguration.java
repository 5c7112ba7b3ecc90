package dev.outrank.gateway.replica;

import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * The list of replicas of one service: discovery, cached, without those already tried.
 *
 * <p>No {@code @Configuration}: it belongs to the load balancer's context of each service, not to the application's.
 */
class ReplicaListConfiguration {

    @Bean
    ServiceInstanceListSupplier replicas(ConfigurableApplicationContext context) {
        return ServiceInstanceListSupplier.builder()
                .withDiscoveryClient()
                .withCaching()
                .with((parent, cached) -> new UntriedReplicas(cached))
                .build(context);
    }
}
