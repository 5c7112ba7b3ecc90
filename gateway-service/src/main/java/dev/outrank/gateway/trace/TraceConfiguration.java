package dev.outrank.gateway.trace;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

    @Bean
    RequestTraceFilter requestTraceFilter() {
        return new RequestTraceFilter();
    }
}
