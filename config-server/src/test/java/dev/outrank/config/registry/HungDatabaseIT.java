package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.testkit.fault.Fault;
import dev.outrank.testkit.fault.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;

/** A PostgreSQL whose connections stay open and say nothing. */
final class HungDatabaseIT {

    @Test
    @Timeout(120)
    void failsAndDoesNotHangWhileTheDatabaseDoes() throws Exception {
        try (PostgresDatabases databases = PostgresDatabases.start();
                FaultProxy proxy = FaultProxy.to(databases.port())) {
            String url = databases.next().replace(":" + databases.port() + "/", ":" + proxy.port() + "/");
            try (RegistryOnDatabase opened = RegistryOnDatabase.open(
                    url,
                    "--spring.datasource.hikari.data-source-properties.socketTimeout=1",
                    "--spring.datasource.hikari.connection-timeout=2000")) {
                assertThat(opened.pool().getDataSourceProperties()).containsEntry("connectTimeout", "5");
                proxy.apply(new Fault.BlackHole());

                assertThatThrownBy(() -> opened.registry().snapshot()).isInstanceOf(DataAccessException.class);

                proxy.heal();
                assertThat(opened.registry().snapshot().snapshot().revision()).isZero();
            }
        }
    }
}
