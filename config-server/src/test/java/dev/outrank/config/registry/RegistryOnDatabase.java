package dev.outrank.config.registry;

import com.zaxxer.hikari.HikariDataSource;
import dev.outrank.config.report.ReplicaReports;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The registry as one process has it, without its HTTP interface. Several may be on one database. */
public final class RegistryOnDatabase implements AutoCloseable {

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    @Import(RegistryConfiguration.class)
    @ComponentScan(basePackageClasses = ReplicaReports.class)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        DataJdbcRepositoriesAutoConfiguration.class
    })
    static class Application {}

    private final ConfigurableApplicationContext context;

    private RegistryOnDatabase(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static RegistryOnDatabase open(String url, String... properties) {
        return new RegistryOnDatabase(new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=none", "spring.main.banner-mode=off")
                .run(Stream.concat(Stream.of("--spring.datasource.url=" + url), Stream.of(properties))
                        .toArray(String[]::new)));
    }

    public ModelRegistry registry() {
        return context.getBean(ModelRegistry.class);
    }

    RevisionedTransactions transactions() {
        return context.getBean(RevisionedTransactions.class);
    }

    public ReplicaReports reports() {
        return context.getBean(ReplicaReports.class);
    }

    HikariDataSource pool() {
        return context.getBean(HikariDataSource.class);
    }

    RevisionFeed feed() {
        return context.getBean(RevisionFeed.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
