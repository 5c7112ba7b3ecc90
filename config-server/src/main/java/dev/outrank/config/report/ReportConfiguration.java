package dev.outrank.config.report;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps reports in the application's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReportProperties.class)
class ReportConfiguration {

    @Bean
    ReplicaReports replicaReports(JdbcClient jdbc, ReportProperties properties) {
        return new ReplicaReports(jdbc, properties.reportTtl());
    }
}
