package dev.outrank.ranking.lookup;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerExchangeFilterFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
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

    private static final String TRANSPORT = "outrank.ranking.lookup.transport";

    @Bean
    @ConditionalOnProperty(name = TRANSPORT, havingValue = "tcp", matchIfMissing = true)
    TcpEmbeddingClient tcpEmbeddingClient(
            ReactiveDiscoveryClient discovery,
            ReactorResourceFactory resources,
            SslBundles bundles,
            ShardBreakers breakers,
            LookupProperties properties,
            MeterRegistry meters) {
        return new TcpEmbeddingClient(
                new DiscoveredReplicas(discovery, properties.tcp().portOffset()),
                properties.tcpClient(tls(properties, bundles)),
                Objects.requireNonNull(resources.getLoopResources()),
                breakers,
                meters);
    }

    private static @Nullable SslContext tls(LookupProperties properties, SslBundles bundles) {
        String name = properties.tcp().sslBundle();
        if (name == null) {
            return null;
        }
        try {
            SslManagerBundle managers = bundles.getBundle(name).getManagers();
            return SslContextBuilder.forClient()
                    .keyManager(managers.getKeyManagerFactory())
                    .trustManager(managers.getTrustManagerFactory())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(
                    "outrank.ranking.lookup.tcp.ssl-bundle: '" + name + "' (expected: certificates to trust)", e);
        }
    }

    @Bean
    @ConditionalOnProperty(name = TRANSPORT, havingValue = "http")
    ShardConnections shardConnections(LookupProperties properties) {
        return new ShardConnections(properties.client());
    }

    @Bean
    ShardBreakers shardBreakers(LookupProperties properties, MeterRegistry meters) {
        return new ShardBreakers(properties.breakerSettings(), meters);
    }

    @Bean
    @ConditionalOnProperty(name = TRANSPORT, havingValue = "http")
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
