package dev.outrank.gateway.admission;

import dev.outrank.telemetry.LoopDelay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Wires the limit of all requests. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    private static final String ENABLED = "outrank.gateway.admission.enabled";

    /** More often than where it is only shown: the limit looks at the mean of a tenth of a second. */
    private static final Duration LOOK_AT_LOOPS = Duration.ofMillis(10);

    @Bean
    @ConditionalOnProperty(name = ENABLED, matchIfMissing = true)
    LoopDelay loopDelay(ReactorResourceFactory resources, MeterRegistry registry) {
        return LoopDelay.ofServer(resources, LOOK_AT_LOOPS, registry);
    }

    @Bean
    @ConditionalOnProperty(name = ENABLED, matchIfMissing = true)
    AdmissionFilter admissionFilter(AdmissionProperties properties, LoopDelay loops, MeterRegistry registry) {
        EdgeLimit limit = new EdgeLimit(properties, loops::meanNanos, System::nanoTime);
        AdmissionMeters.bind(limit, loops, registry);
        return new AdmissionFilter(limit, AdmissionMeters.counting(registry));
    }
}
