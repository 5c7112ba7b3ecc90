package dev.outrank.gateway.timing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the two ends of the gateway's clock. */
@Configuration(proxyBeanMethods = false)
class TimingConfiguration {

    @Bean
    ServerTimingFilter serverTimingFilter() {
        return new ServerTimingFilter(System::nanoTime);
    }

    @Bean
    RankingTimeFilter rankingTimeFilter() {
        return new RankingTimeFilter();
    }
}
