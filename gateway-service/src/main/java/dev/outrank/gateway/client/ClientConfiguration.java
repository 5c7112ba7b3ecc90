package dev.outrank.gateway.client;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the limit of clients. */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

    @Bean
    ClientLimitFilter clientLimitFilter(ClientProperties properties, MeterRegistry registry) {
        return new ClientLimitFilter(
                properties, new ClientsInFlight(properties.maxInFlight()), ClientMeters.counting(registry));
    }
}
