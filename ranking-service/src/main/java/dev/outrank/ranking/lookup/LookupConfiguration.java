package dev.outrank.ranking.lookup;

import dev.outrank.ranking.replica.DiscoveryProperties;
import dev.outrank.ranking.replica.LookupPort;
import dev.outrank.ranking.replica.ReplicaSource;
import dev.outrank.ranking.replica.SuppliedReplicas;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.Objects;
import java.util.function.ToIntFunction;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.config.LoadBalancerZoneConfig;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** The way to the shards in distributed mode. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "outrank.ranking.mode", havingValue = "distributed", matchIfMissing = true)
@EnableConfigurationProperties(LookupProperties.class)
class LookupConfiguration {

    private static final String TRANSPORT = "outrank.ranking.lookup.transport";

    @Bean
    @ConditionalOnProperty(name = TRANSPORT, havingValue = "tcp", matchIfMissing = true)
    TcpTransport tcpTransport(ReactorResourceFactory resources, SslBundles bundles, LookupProperties properties) {
        return new TcpTransport(
                properties.tcpClient(tls(properties, bundles)), Objects.requireNonNull(resources.getLoopResources()));
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
    @ConditionalOnProperty(name = TRANSPORT, havingValue = "http")
    HttpTransport httpTransport(ShardConnections connections, LookupProperties properties) {
        return new HttpTransport(connections, properties.client().maxFrameBytes());
    }

    /** Over TCP instances answer on another port than the one that discovery knows. */
    @Bean
    ReplicaSource replicaSource(
            LoadBalancerClientFactory services,
            LoadBalancerZoneConfig zone,
            DiscoveryProperties discovery,
            LookupProperties properties) {
        ToIntFunction<ServiceInstance> port =
                switch (properties.transport()) {
                    case TCP -> new LookupPort(properties.tcp().portOffset());
                    case HTTP -> ServiceInstance::getPort;
                };
        return new SuppliedReplicas(
                service -> services.getInstance(service, ServiceInstanceListSupplier.class),
                port,
                discovery.refresh(),
                zone.getZone());
    }

    @Bean
    ReplicatedEmbeddingClient embeddingClient(
            ReplicaSource source, LookupTransport transport, LookupProperties properties, MeterRegistry meters) {
        return new ReplicatedEmbeddingClient(source, transport, properties.replicas(), meters);
    }

    @Bean
    ReplicasHealthIndicator replicasHealthIndicator(ReplicatedEmbeddingClient client) {
        return new ReplicasHealthIndicator(client);
    }
}
