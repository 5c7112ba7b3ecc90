package dev.outrank.embedding.registry;

import dev.outrank.embedding.metric.EmbeddingMetric;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.registry.RegistryClient;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** Wires the registry's client to the catalog. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    @Bean
    RegistryClient registryClient(RegistryProperties properties, WebClient.Builder builder) {
        return new RegistryClient(properties.settings(), builder);
    }

    @Bean
    RegistryFollower registryFollower(RegistryClient client, ShardCatalog catalog, RegistryProperties properties) {
        return new RegistryFollower(SnapshotFeed.of(client), catalog, properties.pollInterval());
    }

    @Bean
    MeterBinder registryMeters(RegistryClient client) {
        return registry -> TimeGauge.builder(
                        EmbeddingMetric.REGISTRY_STALENESS.meterName(),
                        client,
                        TimeUnit.MILLISECONDS,
                        c -> c.staleness().toMillis())
                .register(registry);
    }
}
