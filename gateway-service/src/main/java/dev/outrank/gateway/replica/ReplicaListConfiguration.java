package dev.outrank.gateway.replica;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.loadbalancer.config.LoadBalancerZoneConfig;
import org.springframework.cloud.loadbalancer.core.DiscoveryClientServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplierBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * The list of replicas of one service, and the choice from it: discovery (names where they are set), cached, those that are ready, without those already tried. The
 * zone is a preference of the choice, which knows who is well: a filter would offer the sick of this zone alone.
 *
 * <p>No {@code @Configuration}: it belongs to the load balancer's context of each service, not to the application's.
 */
class ReplicaListConfiguration {

    @Bean
    ServiceInstanceListSupplier replicas(
            ConfigurableApplicationContext context,
            Replicas replicas,
            ReplicasProperties properties,
            ObjectProvider<DnsDiscoveryClient> names) {
        return found(context, names.getIfAvailable())
                .withCaching()
                .with((parent, cached) -> known(cached, replicas.of(cached.getServiceId()), properties.readiness()))
                .with((parent, ready) -> new UntriedReplicas(ready))
                .build(context);
    }

    @Bean
    ReactorServiceInstanceLoadBalancer leastCostLoadBalancer(
            ServiceInstanceListSupplier replicas, LoadBalancerZoneConfig zone) {
        return new LeastCostLoadBalancer(replicas, zone.getZone(), ThreadLocalRandom::current);
    }

    /** Who is told to ask for names asks for nothing else. */
    private static ServiceInstanceListSupplierBuilder found(
            ConfigurableApplicationContext context, @Nullable DnsDiscoveryClient names) {
        ServiceInstanceListSupplierBuilder builder = ServiceInstanceListSupplier.builder();
        return names == null
                ? builder.withDiscoveryClient()
                : builder.withBase(new DiscoveryClientServiceInstanceListSupplier(names, context.getEnvironment()));
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
