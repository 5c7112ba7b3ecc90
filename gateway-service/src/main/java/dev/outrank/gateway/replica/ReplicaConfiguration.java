package dev.outrank.gateway.replica;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires replicas, their choice and the single retry. */
@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = ReplicaListConfiguration.class)
class ReplicaConfiguration {

    @Bean
    ReplicaFilter replicaFilter(RetryProperties retry, MeterRegistry registry) {
        return new ReplicaFilter(retry, ReplicaMetric.counting(registry));
    }

    /** The client's own silent retry would repeat requests that may have been processed. */
    @Bean
    HttpClientCustomizer noSilentRetry() {
        return client -> client.disableRetry(true);
    }
}
