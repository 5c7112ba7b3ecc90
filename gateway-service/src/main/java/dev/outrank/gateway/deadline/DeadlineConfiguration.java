package dev.outrank.gateway.deadline;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the two ends of the deadline. */
@Configuration(proxyBeanMethods = false)
class DeadlineConfiguration {

    @Bean
    DeadlineFilter deadlineFilter(DeadlineProperties properties) {
        return new DeadlineFilter(properties, System::nanoTime);
    }

    @Bean
    ForwardedDeadlineFilter forwardedDeadlineFilter(DeadlineProperties properties) {
        return new ForwardedDeadlineFilter(properties.margin());
    }
}
