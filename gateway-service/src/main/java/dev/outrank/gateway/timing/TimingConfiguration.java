package dev.outrank.gateway.timing;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the gateway's clock and who reads it. */
@Configuration(proxyBeanMethods = false)
class TimingConfiguration {

    @Bean
    RequestTimeFilter requestTimeFilter(MeterRegistry registry, WebEndpointProperties actuator) {
        return new RequestTimeFilter(new RequestMeters(registry), actuator.getBasePath(), System::nanoTime);
    }

    @Bean
    ServerTimingFilter serverTimingFilter() {
        return new ServerTimingFilter();
    }

    @Bean
    RankingTimeFilter rankingTimeFilter() {
        return new RankingTimeFilter();
    }
}
