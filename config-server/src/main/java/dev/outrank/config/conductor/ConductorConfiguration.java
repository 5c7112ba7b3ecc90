package dev.outrank.config.conductor;

import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.RetentionProperties;
import dev.outrank.config.report.ReplicaReports;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the server conduct. */
@Configuration(proxyBeanMethods = false)
class ConductorConfiguration {

    /** As often as services report. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Bean
    ConductorLoop conductorLoop(ModelRegistry registry, ReplicaReports reports, RetentionProperties retention) {
        return new ConductorLoop(
                new Conductor(registry, reports, new Rules(retention.retain()), System::nanoTime), INTERVAL);
    }
}
