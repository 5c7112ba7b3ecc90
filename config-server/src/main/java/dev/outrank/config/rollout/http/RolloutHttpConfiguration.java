package dev.outrank.config.rollout.http;

import dev.outrank.config.rollout.RolloutReadings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What else is seen of rollouts from outside. */
@Configuration(proxyBeanMethods = false)
class RolloutHttpConfiguration {

    @Bean
    RolloutMetrics rolloutMetrics(RolloutReadings readings) {
        return new RolloutMetrics(readings);
    }
}
