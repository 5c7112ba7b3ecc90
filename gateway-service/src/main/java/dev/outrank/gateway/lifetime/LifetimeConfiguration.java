package dev.outrank.gateway.lifetime;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the drain. */
@Configuration(proxyBeanMethods = false)
class LifetimeConfiguration {

    @Bean
    Drain drain(DrainProperties properties) {
        return new Drain(properties.drain());
    }

    @Bean
    DrainFilter drainFilter(Drain drain) {
        return new DrainFilter(drain);
    }
}
