package dev.outrank.config.registry.http;

import dev.outrank.config.metric.RegistryMetric;
import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.RevisionFeed;
import dev.outrank.config.registry.WatchProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The OpenAPI document and its page. */
@Configuration(proxyBeanMethods = false)
class RegistryHttpConfiguration implements WebMvcConfigurer {

    @Bean
    OpenAPI registryApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Outrank model registry")
                        .version("v1")
                        .description("Models, their versions, and which version of each answers requests.")
                        .license(new License().name("Apache-2.0")));
    }

    @Bean
    Watches watches(ModelRegistry registry, RevisionFeed feed, WatchProperties properties, MeterRegistry meters) {
        Watches watches = new Watches(registry, feed, properties.heartbeat(), properties.most());
        RegistryMetric.WATCHES.gauge(meters, watches, Watches::count);
        return watches;
    }

    /**
     * Puts the files of Swagger UI before the controllers: Spring Cloud Config takes every address of two parts for an application and a
     * profile, {@code /swagger-ui/index.html} too. There are no other static files to get in the way.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.setOrder(-1);
    }
}
