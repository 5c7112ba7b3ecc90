package dev.outrank.ranking.rank;

import dev.outrank.ranking.http.HttpRoutes;
import dev.outrank.ranking.http.RankingEndpoint;
import dev.outrank.ranking.json.DecodeLimits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class RankConfiguration {

    private static final String MODEL = "/v1/models/{model}";

    @Bean
    RouterFunction<ServerResponse> rankRoutes(RankingEndpoint endpoint, DecodeLimits limits) {
        RankFormat format = new RankFormat(limits);
        return new HttpRoutes()
                .add(HttpMethod.POST, MODEL + ":rank", http -> endpoint.serve(http, format))
                .add(HttpMethod.POST, MODEL + "/versions/{version}:rank", http -> endpoint.serve(http, format))
                .build("/v1/models/**", new ProblemDetails());
    }
}
