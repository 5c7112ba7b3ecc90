package dev.outrank.telemetry;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Found by every reactive service that has this library. */
@AutoConfiguration(after = WebEndpointAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class TelemetryConfiguration {

    /** Filters of an application are those of its management server too, on whichever port that listens. */
    @Bean
    @Order(0)
    HeapActuatorAnswers heapActuatorAnswers(WebEndpointProperties endpoints) {
        return new HeapActuatorAnswers(endpoints.getBasePath());
    }
}
