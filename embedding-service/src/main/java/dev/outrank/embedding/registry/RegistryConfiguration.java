package dev.outrank.embedding.registry;

import dev.outrank.embedding.shard.RowMemory;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.registry.InstanceName;
import dev.outrank.registry.RegistryClient;
import dev.outrank.registry.report.ReplicaReporter;
import dev.outrank.telemetry.RegistryClientMeters;
import java.time.Duration;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;

/** Wires the registry's client to the catalog, and the catalog to the registry's reports. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    /** Container engines answer with 10 minutes, but a registry that is started again may have another address at once. */
    private static final Duration ADDRESS_TIME_TO_LIVE = Duration.ofSeconds(1);

    @Bean
    ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> freshAddresses() {
        return connector -> connector.withHttpClientCustomizer(
                client -> client.resolver(names -> names.cacheMaxTimeToLive(ADDRESS_TIME_TO_LIVE)));
    }

    @Bean
    RegistryClient registryClient(RegistryProperties properties, WebClient.Builder builder) {
        return new RegistryClient(properties.settings(), builder);
    }

    @Bean
    InstanceName instanceName(RegistryProperties properties, Environment environment) {
        return InstanceName.of(
                properties.instance(),
                environment.getProperty("spring.application.name", "embedding"),
                environment.getProperty("server.port", Integer.class, 0));
    }

    @Bean
    RegistryFollower registryFollower(
            RegistryClient client, ShardCatalog catalog, InstanceName instance, RegistryProperties properties) {
        return new RegistryFollower(SnapshotFeed.of(client), catalog, instance, properties.pollInterval());
    }

    @Bean
    ReplicaReports replicaReports(
            ShardCatalog catalog,
            RowMemory memory,
            InstanceName instance,
            RegistryProperties properties,
            WebClient.Builder builder) {
        return new ReplicaReports(
                catalog,
                memory.limitBytes(),
                reports -> new ReplicaReporter(properties.settings(), instance, reports, builder));
    }

    @Bean
    RegistryClientMeters registryMeters(RegistryClient client, ShardCatalog catalog) {
        return new RegistryClientMeters(() -> catalog.conditions().revision(), client::staleness);
    }
}
