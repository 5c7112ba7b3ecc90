package dev.outrank.ranking.observe;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SlowRequestProperties.class)
class ObserveConfiguration {

    @Bean
    SlowRequestLog slowRequestLog(SlowRequestProperties properties, MeterRegistry meters) {
        return new SlowRequestLog(properties.threshold(), properties.perSecond(), meters);
    }
}
