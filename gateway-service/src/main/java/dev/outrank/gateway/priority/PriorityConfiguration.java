package dev.outrank.gateway.priority;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the check of priorities. */
@Configuration(proxyBeanMethods = false)
class PriorityConfiguration {

    @Bean
    PriorityFilter priorityFilter() {
        return new PriorityFilter();
    }
}
