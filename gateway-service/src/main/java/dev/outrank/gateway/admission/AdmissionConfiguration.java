package dev.outrank.gateway.admission;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the limit of all requests. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    @ConditionalOnProperty(name = "outrank.gateway.admission.enabled", matchIfMissing = true)
    AdmissionFilter admissionFilter(AdmissionProperties properties, MeterRegistry registry) {
        EdgeLimit limit = new EdgeLimit(properties, System::nanoTime);
        AdmissionMetric.bind(limit, registry);
        return new AdmissionFilter(limit, AdmissionMetric.counting(registry));
    }
}
