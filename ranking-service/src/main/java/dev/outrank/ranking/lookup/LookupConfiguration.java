package dev.outrank.ranking.lookup;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerExchangeFilterFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The way to the shards in distributed mode.
 *
 * <p>The load balancer's filter is added to a builder of our own: a {@code @LoadBalanced} builder bean would switch off Boot's, which the registry
 * client needs, and Boot's would add an observation to every lookup.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "outrank.ranking.mode", havingValue = "distributed", matchIfMissing = true)
@EnableConfigurationProperties(LookupProperties.class)
class LookupConfiguration {

    @Bean
    ShardConnections shardConnections(LookupProperties properties) {
        return new ShardConnections(properties.client());
    }

    @Bean
    ShardBreakers shardBreakers(LookupProperties properties, MeterRegistry meters) {
        return new ShardBreakers(properties.breakerSettings(), meters);
    }

    @Bean
    HttpEmbeddingClient httpEmbeddingClient(
            ShardConnections connections,
            ReactorLoadBalancerExchangeFilterFunction loadBalancer,
            ShardBreakers breakers,
            LookupProperties properties,
            MeterRegistry meters) {
        WebClient http = WebClient.builder()
                .clientConnector(connections.connector())
                .filter(loadBalancer)
                .build();
        return new HttpEmbeddingClient(http, breakers, properties.client().maxFrameBytes(), meters);
    }
}
