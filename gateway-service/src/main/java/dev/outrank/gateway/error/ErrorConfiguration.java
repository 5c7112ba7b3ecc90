package dev.outrank.gateway.error;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires what answers when a request fails. */
@Configuration(proxyBeanMethods = false)
class ErrorConfiguration {

    @Bean
    AnswerClaimFilter answerClaimFilter() {
        return new AnswerClaimFilter();
    }

    @Bean
    ErrorAnswers errorAnswers(JsonMapper json) {
        return new ErrorAnswers(json);
    }
}
