package dev.outrank.ranking.execution;

import dev.outrank.ranking.scatter.DegradationSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DegradationProperties.class)
class ExecutionConfiguration {

    @Bean
    DegradationSettings degradationSettings(DegradationProperties properties) {
        return properties.settings();
    }
}
