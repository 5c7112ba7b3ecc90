package dev.outrank.gateway.admission;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** Wires the limit of all requests. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    private static final String ENABLED = "outrank.gateway.admission.enabled";

    @Bean
    @ConditionalOnProperty(name = ENABLED, matchIfMissing = true)
    LoopDelay loopDelay(ReactorResourceFactory resources) {
        return new LoopDelay(
                Objects.requireNonNull(resources.getLoopResources(), "loops").onServer(LoopResources.DEFAULT_NATIVE));
    }

    @Bean
    @ConditionalOnProperty(name = ENABLED, matchIfMissing = true)
    AdmissionFilter admissionFilter(AdmissionProperties properties, LoopDelay loops, MeterRegistry registry) {
        EdgeLimit limit = new EdgeLimit(properties, loops::meanNanos, System::nanoTime);
        AdmissionMetric.bind(limit, loops, registry);
        return new AdmissionFilter(limit, AdmissionMetric.counting(registry));
    }
}
