package dev.outrank.gateway.replica;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires replicas, their choice and the single retry. */
@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = ReplicaListConfiguration.class)
class ReplicaConfiguration {

    /** Container engines answer with 10 minutes, but a replica that is started again may have another address at once. */
    private static final Duration ADDRESS_TIME_TO_LIVE = Duration.ofSeconds(1);

    @Bean
    ReplicaFilter replicaFilter(RetryProperties retry, MeterRegistry registry) {
        return new ReplicaFilter(retry, ReplicaMetric.counting(registry));
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
