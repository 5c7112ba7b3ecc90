package dev.outrank.gateway.replica;

import dev.outrank.replica.ReplicaBreakers;
import dev.outrank.replica.dns.ServiceAddresses;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires replicas, their choice and the single retry. */
@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = ReplicaListConfiguration.class)
class ReplicaConfiguration {

    /** Container engines answer with 10 minutes, but a replica that is started again may have another address at once. */
    static final Duration ADDRESS_TIME_TO_LIVE = Duration.ofSeconds(1);

    @Bean
    @ConditionalOnProperty("outrank.gateway.discovery.dns.host")
    DnsDiscoveryClient dnsDiscoveryClient(DiscoveryProperties properties) {
        DiscoveryProperties.Dns dns = properties.dns();
        return new DnsDiscoveryClient(
                new ServiceAddresses(Objects.requireNonNull(dns.host()), dns.timeout()), dns.port());
    }

    @Bean
    ReplicaListener replicaListener(MeterRegistry registry) {
        return ReplicaMeters.counting(registry);
    }

    @Bean
    ReplicaBreakers replicaBreakers(ReplicasProperties properties) {
        return new ReplicaBreakers(properties.breakerSettings());
    }

    @Bean
    MeterBinder replicaBreakerMetrics(ReplicaBreakers breakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers.registry());
    }

    @Bean
    Replicas knownReplicas(ReplicasProperties properties, ReplicaBreakers breakers, ReplicaListener listener) {
        return new Replicas(properties, breakers, listener).sweeping();
    }

    @Bean
    MeterBinder replicaMeters(Replicas replicas) {
        return new ReplicaMeters(replicas);
    }

    /** Its name is the component's, {@code replicas}. */
    @Bean
    HealthIndicator replicasHealthIndicator(Replicas replicas) {
        return new ReplicaHealthIndicator(replicas);
    }

    @Bean
    ReplicaFilter replicaFilter(RetryProperties retry, ReplicaListener listener) {
        return new ReplicaFilter(retry, listener);
    }

    @Bean
    ReplicaCallFilter replicaCallFilter() {
        return new ReplicaCallFilter();
    }

    /**
     * Two habits of the client that do not suit replicas: it repeats requests that may have been processed, and it keeps an address
     * for as long as the name server allows.
     */
    @Bean
    HttpClientCustomizer replicaClient() {
        return client -> client.disableRetry(true).resolver(names -> names.cacheMaxTimeToLive(ADDRESS_TIME_TO_LIVE));
    }
}
