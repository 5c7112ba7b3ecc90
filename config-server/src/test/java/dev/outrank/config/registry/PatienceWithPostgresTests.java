package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

final class PatienceWithPostgresTests {

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        return pool;
    }

    private static HikariDataSource processed(HikariDataSource pool) {
        return (HikariDataSource) new PatienceWithPostgres().postProcessBeforeInitialization(pool, "dataSource");
    }

    @Test
    void boundsEachWaitForPostgres() {
        try (HikariDataSource pool = processed(pool("jdbc:postgresql://db/outrank"))) {
            assertThat(pool.getDataSourceProperties())
                    .containsEntry("socketTimeout", "20")
                    .containsEntry("connectTimeout", "5")
                    .containsEntry("loginTimeout", "10")
                    .containsEntry("tcpKeepAlive", "true")
                    .containsEntry("options", "-c idle_in_transaction_session_timeout=20s");
        }
    }

    @Test
    void leavesWhatIsConfigured() {
        HikariDataSource configured = pool("jdbc:postgresql://db/outrank");
        configured.addDataSourceProperty("socketTimeout", "3");

        try (HikariDataSource pool = processed(configured)) {
            assertThat(pool.getDataSourceProperties()).containsEntry("socketTimeout", "3");
        }
    }

    @Test
    void tellsOtherDriversNothingThatTheyWouldRefuse() {
        try (HikariDataSource pool = processed(pool("jdbc:h2:mem:other"))) {
            assertThat(pool.getDataSourceProperties()).isEmpty();
        }
    }
}
