package dev.outrank.gateway.docs;

import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Routes to the documentation; the bare address leads there. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

    private static final URI SWAGGER_UI = URI.create("/swagger-ui.html");

    @Bean
    RouterFunction<ServerResponse> documentation() {
        RouterFunctions.Builder routes = RouterFunctions.route()
                .GET("/", request -> ServerResponse.temporaryRedirect(SWAGGER_UI)
                        .build());
        for (Page page : Page.all()) {
            routes.route(request -> request.path().equals(page.path()), page);
        }
        return routes.build();
    }
}
