package dev.outrank.config.registry;

import dev.outrank.artifact.ArtifactSources;
import dev.outrank.artifact.ShardDescriptions;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Builds the registry on the application's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WatchProperties.class, PullProperties.class})
class RegistryConfiguration {

    @Bean
    RegistryStore registryStore(JdbcAggregateOperations rows) {
        RegistryStore store = new RegistryStore(rows);
        store.initialize();
        return store;
    }

    @Bean
    ArtifactSources artifactSources(PullProperties properties) {
        return new ArtifactSources(properties.s3(), properties.timeout());
    }

    @Bean
    ModelRegistry modelRegistry(
            RegistryStore store,
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            ArtifactSources sources) {
        return new ModelRegistry(
                store,
                new SnapshotReader(jdbc),
                new RevisionedTransactions(new TransactionTemplate(transactionManager), store, Clock.systemUTC()),
                new BundleInspection(new ShardDescriptions(sources)));
    }

    @Bean
    RevisionFeed revisionFeed(RegistryStore store, WatchProperties properties) {
        return new RevisionFeed(() -> store.state().position(), properties.interval());
    }
}
