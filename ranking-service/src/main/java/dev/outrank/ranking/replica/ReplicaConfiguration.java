package dev.outrank.ranking.replica;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires how the replicas of shards are found. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DiscoveryProperties.class)
@LoadBalancerClients(defaultConfiguration = ReplicaListConfiguration.class)
class ReplicaConfiguration {

    private static final String DNS_HOST = "outrank.ranking.discovery.dns.host";

    /** One thread of its own: questions are few, and nobody waits for them. */
    @Bean(destroyMethod = "shutdownGracefully")
    @ConditionalOnProperty(DNS_HOST)
    MultiThreadIoEventLoopGroup dnsLoop() {
        return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    @Bean
    @ConditionalOnProperty(DNS_HOST)
    DnsDiscoveryClient dnsDiscoveryClient(DiscoveryProperties properties, MultiThreadIoEventLoopGroup dnsLoop) {
        String host = Objects.requireNonNull(properties.dns().host());
        return new DnsDiscoveryClient(host, properties.dns(), (EventLoop) dnsLoop.next(), null, System::nanoTime);
    }
}
