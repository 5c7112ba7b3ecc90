package dev.outrank.gateway.replica;

import java.util.concurrent.ThreadLocalRandom;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * The list of replicas of one service, and the choice from it: discovery, cached, those that are ready, without those already tried, in
 * the gateway's zone. The zone comes last, so that another one is tried where the only replica of this zone was.
 *
 * <p>No {@code @Configuration}: it belongs to the load balancer's context of each service, not to the application's.
 */
class ReplicaListConfiguration {

    @Bean
    ServiceInstanceListSupplier replicas(
            ConfigurableApplicationContext context, Replicas replicas, ReplicasProperties properties) {
        return ServiceInstanceListSupplier.builder()
                .withDiscoveryClient()
                .withCaching()
                .with((parent, cached) -> known(cached, replicas.of(cached.getServiceId()), properties.readiness()))
                .with((parent, ready) -> new UntriedReplicas(ready))
                .withZonePreference()
                .build(context);
    }

    @Bean
    ReactorServiceInstanceLoadBalancer leastCostLoadBalancer(ServiceInstanceListSupplier replicas) {
        return new LeastCostLoadBalancer(replicas, ThreadLocalRandom::current);
    }

    private static ServiceInstanceListSupplier known(
            ServiceInstanceListSupplier found, ServiceReplicas replicas, ReplicasProperties.Readiness readiness) {
        if (!readiness.enabled()) {
            return new KnownReplicas(found, replicas);
        }
        ReadinessCheck check = new ReadinessCheck(readiness.timeout(), ReplicaConfiguration.ADDRESS_TIME_TO_LIVE);
        return new ReadyReplicas(found, replicas, check::ask, readiness.period());
    }
}
