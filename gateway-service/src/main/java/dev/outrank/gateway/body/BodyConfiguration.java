package dev.outrank.gateway.body;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the limit of bodies. */
@Configuration(proxyBeanMethods = false)
class BodyConfiguration {

    @Bean
    BodyLimitFilter bodyLimitFilter(BodyProperties properties) {
        return new BodyLimitFilter(properties);
    }
}
