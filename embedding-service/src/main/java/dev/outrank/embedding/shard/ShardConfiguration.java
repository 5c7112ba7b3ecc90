package dev.outrank.embedding.shard;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.outrank.embedding.metric.EmbeddingMetric;
import dev.outrank.engine.PoolingKernelsProvider;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the catalog, its listing, health and gauges. */
@Configuration(proxyBeanMethods = false)
class ShardConfiguration {

    @Bean
    ShardCatalog shardCatalog(ShardProperties properties) {
        var kernels = PoolingKernelsProvider.select(properties.kernels()).kernels();
        ShardLoader loader = new MappedShardLoader(properties.shard(), properties.verifyChecksums(), kernels);
        return new ShardCatalog(loader, properties.loadRetries(), System::nanoTime);
    }

    @Bean
    RouterFunction<ServerResponse> modelRoutes(ShardCatalog catalog) {
        return route().GET("/models", request -> ModelListing.later(catalog)
                        .flatMap(listing -> ServerResponse.ok().bodyValue(listing)))
                .build();
    }

    @Bean
    HealthIndicator shardsHealthIndicator(ShardCatalog catalog) {
        return new ShardHealthIndicator(catalog);
    }

    @Bean
    MeterBinder shardMeters(ShardCatalog catalog) {
        return registry -> {
            gauge(EmbeddingMetric.VERSIONS, catalog, c -> ModelListing.of(c)
                            .loaded()
                            .size())
                    .register(registry);
            gauge(EmbeddingMetric.FAILED_VERSIONS, catalog, c -> c.failed().size())
                    .register(registry);
            gauge(EmbeddingMetric.MAPPED, catalog, ShardConfiguration::mappedBytes)
                    .register(registry);
        };
    }

    private static double mappedBytes(ShardCatalog catalog) {
        return ModelListing.of(catalog).loaded().stream()
                .mapToLong(ModelListing.Loaded::mappedBytes)
                .sum();
    }

    private static Gauge.Builder<ShardCatalog> gauge(
            EmbeddingMetric metric, ShardCatalog catalog, ToDoubleFunction<ShardCatalog> value) {
        return Gauge.builder(metric.meterName(), catalog, value).baseUnit(metric.unit());
    }
}
