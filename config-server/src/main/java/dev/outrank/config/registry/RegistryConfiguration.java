package dev.outrank.config.registry;

import dev.outrank.artifact.ArtifactSources;
import dev.outrank.artifact.ShardDescriptions;
import dev.outrank.config.report.ReplicaReports;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Builds the registry on the application's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WatchProperties.class, PullProperties.class, RetentionProperties.class})
class RegistryConfiguration {

    @Bean
    static PatienceWithPostgres patienceWithPostgres() {
        return new PatienceWithPostgres();
    }

    @Bean
    RegistryStore registryStore(JdbcAggregateOperations rows, JdbcClient jdbc) {
        RegistryStore store = new RegistryStore(rows, jdbc);
        store.initialize();
        return store;
    }

    @Bean
    ArtifactSources artifactSources(PullProperties properties) {
        return new ArtifactSources(properties.s3(), properties.timeout());
    }

    @Bean
    RevisionedTransactions revisionedTransactions(
            PlatformTransactionManager manager, RegistryStore store, ObjectProvider<ChangeListener> listeners) {
        return new RevisionedTransactions(
                new TransactionTemplate(manager),
                store,
                Clock.systemUTC(),
                listeners.orderedStream().toList());
    }

    @Bean
    ModelRegistry modelRegistry(
            RegistryStore store,
            JdbcClient jdbc,
            RevisionedTransactions transactions,
            ArtifactSources sources,
            ReplicaReports reports,
            RetentionProperties retention) {
        BundleInspection inspection = new BundleInspection(new ShardDescriptions(sources));
        Registrations registrations = new Registrations(store, transactions, inspection);
        return new ModelRegistry(
                store,
                new SnapshotReader(jdbc),
                registrations,
                new VersionChanges(store, transactions, registrations, reports),
                new TrafficChanges(store, transactions, new Supersession(store, retention.retain())),
                new Transitions(store, transactions));
    }

    @Bean
    RevisionFeed revisionFeed(RegistryStore store, WatchProperties properties) {
        return new RevisionFeed(() -> store.state().position(), properties.interval());
    }
}
