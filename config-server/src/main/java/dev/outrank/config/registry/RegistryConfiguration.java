package dev.outrank.config.registry;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Builds the registry on the application's database. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    @Bean
    ModelRegistry modelRegistry(
            JdbcAggregateOperations rows, JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        RegistryStore store = new RegistryStore(rows);
        store.initialize();
        return new ModelRegistry(
                store,
                new SnapshotReader(jdbc),
                new RevisionedTransactions(new TransactionTemplate(transactionManager), store, Clock.systemUTC()),
                new BundleInspection());
    }
}
