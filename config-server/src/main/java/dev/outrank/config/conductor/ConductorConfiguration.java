package dev.outrank.config.conductor;

import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.RetentionProperties;
import dev.outrank.config.report.ReplicaReports;
import dev.outrank.config.report.ReportProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the server conduct. */
@Configuration(proxyBeanMethods = false)
class ConductorConfiguration {

    /** As often as services report. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Bean
    ConductorLoop conductorLoop(
            ModelRegistry registry,
            ReplicaReports reports,
            RetentionProperties retention,
            ReportProperties times,
            MeterRegistry meters) {
        return new ConductorLoop(
                new Conductor(
                        registry,
                        reports,
                        new Rules(retention.retain()),
                        times.reportSettling(),
                        System::nanoTime,
                        new RegistryMeters(meters)),
                interval(times.reportTtl()));
    }

    /** Several times before an instance is taken for gone: a longer pause would be taken for a standstill. */
    private static Duration interval(Duration ttl) {
        Duration quarter = ttl.dividedBy(4);
        return quarter.compareTo(INTERVAL) < 0 ? quarter : INTERVAL;
    }
}
