package dev.outrank.ranking.dense;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DenseProperties.class)
class DenseConfiguration {

    @Bean
    DenseSettings denseSettings(DenseProperties properties) {
        return properties.settings();
    }

    @Bean
    IdleMemory idleMemory(DenseProperties properties) {
        return new IdleMemory(properties.idleMemory().toBytes());
    }
}
