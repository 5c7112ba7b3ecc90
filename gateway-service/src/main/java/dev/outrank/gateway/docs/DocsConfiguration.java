package dev.outrank.gateway.docs;

import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Leads a visitor of the bare address to the documentation. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

    private static final URI SWAGGER_UI = URI.create("/swagger-ui.html");

    @Bean
    RouterFunction<ServerResponse> welcome() {
        return RouterFunctions.route()
                .GET("/", request -> ServerResponse.temporaryRedirect(SWAGGER_UI)
                        .build())
                .build();
    }
}
