package dev.outrank.gateway.requestid;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the naming of requests. */
@Configuration(proxyBeanMethods = false)
class RequestIdConfiguration {

    @Bean
    RequestIdFilter requestIdFilter() {
        return new RequestIdFilter();
    }
}
