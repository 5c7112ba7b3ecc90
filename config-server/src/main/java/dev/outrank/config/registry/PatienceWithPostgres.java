package dev.outrank.config.registry;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Bounds the wait for a PostgreSQL that does not answer: its driver waits for ever unless told otherwise. And PostgreSQL's wait for a process of ours that is frozen in
 * the middle of a change and keeps the others from theirs. What the URL or {@code spring.datasource.hikari.data-source-properties} say counts more.
 */
final class PatienceWithPostgres implements BeanPostProcessor {

    private static final String POSTGRES = "jdbc:postgresql:";

    /** In seconds where no unit is said. Longer than a query may take ({@code spring.jdbc.template.query-timeout}), so that this is for connections that are cut alone. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "socketTimeout", "20",
            "connectTimeout", "5",
            "loginTimeout", "10",
            "tcpKeepAlive", "true",
            "options", "-c idle_in_transaction_session_timeout=20s");

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && pool.getJdbcUrl() != null
                && pool.getJdbcUrl().startsWith(POSTGRES)) {
            DEFAULTS.forEach((key, value) -> pool.getDataSourceProperties().putIfAbsent(key, value));
        }
        return bean;
    }
}
