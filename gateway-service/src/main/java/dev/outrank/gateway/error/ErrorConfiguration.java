package dev.outrank.gateway.error;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires what answers when a request fails. */
@Configuration(proxyBeanMethods = false)
class ErrorConfiguration {

    @Bean
    ErrorAnswers errorAnswers(JsonMapper json) {
        return new ErrorAnswers(json);
    }
}
