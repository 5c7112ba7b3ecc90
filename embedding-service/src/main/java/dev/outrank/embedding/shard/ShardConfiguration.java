package dev.outrank.embedding.shard;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.outrank.artifact.ArtifactSources;
import dev.outrank.artifact.LoaderThreads;
import dev.outrank.artifact.ShardPlaces;
import dev.outrank.bundle.memory.Residency;
import dev.outrank.engine.PoolingKernelsProvider;
import dev.outrank.engine.PoolingKernelsProvider.Selection;
import java.util.Map;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Wires the catalog, its listing, health and gauges. */
@Configuration(proxyBeanMethods = false)
class ShardConfiguration {

    @Bean
    Selection poolingKernels(ShardProperties properties) {
        return PoolingKernelsProvider.select(properties.kernels());
    }

    @Bean
    InfoContributor kernelsInfo(Selection selection) {
        return info -> info.withDetail(
                "kernels", Map.of("provider", selection.kernels().provider(), "reason", selection.reason()));
    }

    @Bean
    ArtifactSources artifactSources(PullProperties properties) {
        return new ArtifactSources(properties.s3(), properties.timeout());
    }

    @Bean
    ShardPlaces shardPlaces(ArtifactSources sources, PullProperties properties) {
        return new ShardPlaces(sources, properties.cache(), properties.maxSize().toBytes());
    }

    @Bean
    LoaderThreads loaderThreads() {
        return new LoaderThreads();
    }

    @Bean
    ShardCatalog shardCatalog(
            ShardProperties properties, Selection selection, ShardPlaces places, LoaderThreads threads) {
        ShardLoader loader = new MappedShardLoader(
                properties.shard(),
                properties.verifyChecksums(),
                places,
                properties.memorySettings(),
                selection.kernels());
        return new ShardCatalog(loader, threads.executor(), properties.loadRetries(), System::nanoTime);
    }

    @Bean
    RowMemory rowMemory(ShardProperties properties) {
        return RowMemory.of(properties.memoryLimit());
    }

    @Bean
    RouterFunction<ServerResponse> modelRoutes(ShardCatalog catalog, JsonMapper json) {
        ModelsEndpoint models = new ModelsEndpoint(catalog, json);
        return route().GET("/models", models::list).build();
    }

    @Bean
    HealthIndicator shardsHealthIndicator(ShardCatalog catalog) {
        return new ShardHealthIndicator(catalog);
    }

    @Bean
    TableResidency tableResidency(ShardCatalog catalog) {
        TableResidency residency =
                new TableResidency(catalog, Residency::of, Schedulers.boundedElastic(), System::nanoTime);
        // Counting takes a while, and whoever changes versions holds the catalog meanwhile.
        catalog.onGeneration(served -> {
            var _ = Schedulers.boundedElastic().schedule(residency::refresh);
        });
        return residency;
    }

    @Bean
    InfoContributor memoryInfo(ShardCatalog catalog, TableResidency residency) {
        return new MemoryInfo(catalog, residency);
    }

    @Bean
    ShardMeters shardMeters(ShardCatalog catalog, TableResidency residency, Selection selection) {
        return new ShardMeters(catalog, residency, selection.kernels());
    }
}
