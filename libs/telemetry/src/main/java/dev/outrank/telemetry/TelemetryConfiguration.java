package dev.outrank.telemetry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Found by every reactive service that has this library. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class TelemetryConfiguration {

    /** Filters of an application are those of its management server too, on whichever port that listens. */
    @Bean
    @Order(0)
    HeapActuatorAnswers heapActuatorAnswers(@Value("${management.endpoints.web.base-path:/actuator}") String basePath) {
        return new HeapActuatorAnswers(basePath);
    }
}
