package dev.outrank.ranking.oip;

import dev.outrank.ranking.http.HttpRoutes;
import dev.outrank.ranking.http.RankingEndpoint;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.lifetime.DrainBeforeStop;
import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.ranking.request.ModelCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OipProperties.class)
class OipConfiguration {

    private static final String MODEL = "/v2/models/{model}";
    private static final String VERSION = MODEL + "/versions/{version}";

    @Bean
    RouterFunction<ServerResponse> oipRoutes(
            ModelCatalog catalog,
            RankingEndpoint endpoint,
            DecodeLimits limits,
            OipProperties properties,
            DrainBeforeStop drain,
            MeterRegistry meters,
            ObjectProvider<BuildProperties> build) {
        BuildProperties known = build.getIfAvailable();
        String version = known == null || known.getVersion() == null ? "development" : known.getVersion();
        return routes(new OipHandler(
                catalog, endpoint, new InferenceFormat(limits, users(properties, meters)), drain, version));
    }

    private static UserRows users(OipProperties properties, MeterRegistry meters) {
        if (!properties.deduplicateUsers()) {
            return UserRows.once();
        }
        return UserRows.deduplicated(RankingMetric.DEDUPLICATED.counter().register(meters));
    }

    static RouterFunction<ServerResponse> routes(OipHandler handler) {
        HttpRoutes routes = new HttpRoutes()
                .add(HttpMethod.GET, "/v2", handler::server)
                .add(HttpMethod.GET, "/v2/health/live", handler::live)
                .add(HttpMethod.GET, "/v2/health/ready", handler::ready)
                .add(HttpMethod.GET, "/v2/models", handler::models);
        for (String model : new String[] {MODEL, VERSION}) {
            routes.add(HttpMethod.GET, model, handler::metadata)
                    .add(HttpMethod.GET, model + "/ready", handler::modelReady)
                    .add(HttpMethod.POST, model + "/infer", handler::infer);
        }
        return routes.build("/v2/**", new OipErrors());
    }
}
