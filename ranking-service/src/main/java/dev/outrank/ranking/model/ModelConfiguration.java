package dev.outrank.ranking.model;

import dev.outrank.artifact.ArtifactSources;
import dev.outrank.artifact.LoaderThreads;
import dev.outrank.artifact.ShardPlaces;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.engine.PoolingKernels;
import dev.outrank.engine.PoolingKernelsProvider;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.dense.DenseSettings;
import dev.outrank.ranking.dense.IdleMemory;
import dev.outrank.ranking.execution.ExecutionResources;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.lookup.LocalEmbeddingClient;
import dev.outrank.ranking.lookup.PartlyLocalClient;
import dev.outrank.ranking.lookup.ReplicatedEmbeddingClient;
import dev.outrank.ranking.lookup.SharedEmbeddingClient;
import dev.outrank.ranking.scatter.DegradationSettings;
import dev.outrank.registry.InstanceName;
import dev.outrank.registry.RegistryClient;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.report.ReplicaReporter;
import dev.outrank.telemetry.RegistryClientMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.WebClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RankingProperties.class, RegistryProperties.class, PullProperties.class})
class ModelConfiguration {

    /** Container engines answer with 10 minutes, but a registry that is started again may have another address at once. */
    private static final Duration ADDRESS_TIME_TO_LIVE = Duration.ofSeconds(1);

    @Bean
    ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> freshAddresses() {
        return connector -> connector.withHttpClientCustomizer(
                client -> client.resolver(names -> names.cacheMaxTimeToLive(ADDRESS_TIME_TO_LIVE)));
    }

    @Bean
    RegistryClient registryClient(RegistryProperties properties, WebClient.Builder http) {
        return new RegistryClient(properties.settings(), http);
    }

    @Bean
    EmbeddingClientFactory embeddingClientFactory(
            RankingProperties properties, ObjectProvider<ReplicatedEmbeddingClient> shards, ComputePool compute) {
        return switch (properties.mode()) {
            case DISTRIBUTED -> partlyLocal(connecting(shards.getObject()), properties, compute);
            case SINGULAR -> {
                PoolingKernels kernels = kernels(properties);
                MemorySettings memory = properties.memorySettings();
                yield (directory, plan) ->
                        LocalEmbeddingClient.open(directory, plan, memory, kernels, compute.scheduler());
            }
        };
    }

    private static PoolingKernels kernels(RankingProperties properties) {
        return PoolingKernelsProvider.select(properties.kernels()).kernels();
    }

    /** Holds the tables that a plan leaves to ranking in this process, and asks for the others. */
    private static EmbeddingClientFactory partlyLocal(
            EmbeddingClientFactory remote, RankingProperties properties, ComputePool compute) {
        MemorySettings memory = properties.memorySettings();
        // Plans without such tables need none, and the Vector API may be missing there.
        Supplier<PoolingKernels> kernels = SingletonSupplier.of(() -> kernels(properties));
        return (shards, plan) -> {
            if (plan.local().isEmpty()) {
                return remote.open(shards, plan);
            }
            EmbeddingClient local =
                    LocalEmbeddingClient.openLocal(shards, plan, memory, kernels.get(), compute.scheduler());
            try {
                return new PartlyLocalClient(
                        remote.open(shards, plan), local, plan.shards().size());
            } catch (RuntimeException | Error e) {
                local.close();
                throw e;
            }
        };
    }

    /** Connects as soon as a version says which shards there are. */
    private static EmbeddingClientFactory connecting(ReplicatedEmbeddingClient client) {
        return (shards, plan) -> {
            client.connect(plan.shards().size());
            return new SharedEmbeddingClient(client);
        };
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
    ModelLoader modelLoader(
            ShardPlaces shards,
            RankingProperties properties,
            EmbeddingClientFactory shardClients,
            DenseSettings dense,
            IdleMemory idle,
            ComputePool compute,
            DegradationSettings degradation,
            MeterRegistry meters) {
        return new ModelLoader(
                shards,
                properties.mode().part(),
                shardClients,
                dense,
                idle,
                new ExecutionResources(compute, degradation),
                meters);
    }

    @Bean
    LoaderThreads loaderThreads() {
        return new LoaderThreads();
    }

    @Bean
    RegistryModelCatalog modelCatalog(ModelLoader loader, LoaderThreads threads) {
        return new RegistryModelCatalog(loader, threads.executor(), System::nanoTime);
    }

    @Bean
    VersionGauges versionGauges(RegistryModelCatalog catalog) {
        return new VersionGauges(catalog);
    }

    @Bean
    CatalogUpdates catalogUpdates(RegistryClient registry, RegistryModelCatalog catalog) {
        return new CatalogUpdates(registry, catalog);
    }

    @Bean
    InstanceName instanceName(RegistryProperties properties, Environment environment) {
        return InstanceName.of(
                properties.instance(),
                environment.getProperty("spring.application.name", "ranking"),
                environment.getProperty("server.port", Integer.class, 0));
    }

    @Bean
    ReplicaReports replicaReports(
            RegistryModelCatalog catalog,
            ModelLoader loader,
            RankingProperties ranking,
            RegistryProperties registry,
            InstanceName instance,
            WebClient.Builder http) {
        return new ReplicaReports(
                catalog,
                loader.traffic(),
                ranking.mode(),
                reports -> new ReplicaReporter(registry.settings(), instance, reports, http));
    }

    @Bean
    RegistryClientMeters registryClientMeters(RegistryClient client) {
        return new RegistryClientMeters(
                () -> client.current().map(RegistrySnapshot::revision).orElse(0L), client::staleness);
    }

    @Bean
    ModelsHealthIndicator modelsHealthIndicator(RegistryModelCatalog catalog, RegistryClient registry) {
        return new ModelsHealthIndicator(catalog, registry);
    }
}
