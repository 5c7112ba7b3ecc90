package dev.outrank.ranking.compute;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ComputeProperties.class)
class ComputeConfiguration {

    @Bean
    ComputePool computePool(ComputeProperties properties, MeterRegistry meters) {
        return new ComputePool(properties.resolvedThreads(), properties.queueLimit(), meters);
    }

    @Bean
    Admission admission(ComputeProperties properties, ComputePool compute, MeterRegistry meters) {
        AdaptiveLimit adaptive = properties.adaptive().enabled()
                ? new AdaptiveLimit(
                        properties.resolvedThreads(), properties.adaptive(), properties.maxInFlight(), System::nanoTime)
                : null;
        return new Admission(properties.maxInFlight(), adaptive, compute::expectedWait, compute::waiting, meters);
    }
}
