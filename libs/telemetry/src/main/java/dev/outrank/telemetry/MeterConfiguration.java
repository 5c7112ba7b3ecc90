package dev.outrank.telemetry;

import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** What the meters of all services have in common. */
@AutoConfiguration
@ConditionalOnClass(MeterFilter.class)
public final class MeterConfiguration {

    @Bean
    MeterFilter latencyBuckets() {
        return new LatencyBuckets();
    }

    @Bean
    MeterFilter plainNames() {
        return new PlainNames();
    }
}
