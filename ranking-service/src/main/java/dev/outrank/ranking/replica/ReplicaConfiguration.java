package dev.outrank.ranking.replica;

import dev.outrank.replica.dns.ServiceAddresses;
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

    @Bean
    @ConditionalOnProperty(DNS_HOST)
    DnsDiscoveryClient dnsDiscoveryClient(DiscoveryProperties properties) {
        DiscoveryProperties.Dns dns = properties.dns();
        return new DnsDiscoveryClient(
                new ServiceAddresses(Objects.requireNonNull(dns.host()), dns.timeout()), dns.port());
    }
}
