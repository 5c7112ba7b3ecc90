package dev.outrank.telemetry.trace;

import io.micrometer.observation.ObservationPredicate;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.prometheus.PrometheusExemplarsAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/** What is traced, on top of what Spring Boot does. */
@AutoConfiguration(
        before = {
            OpenTelemetrySdkAutoConfiguration.class,
            OpenTelemetryTracingAutoConfiguration.class,
            PrometheusExemplarsAutoConfiguration.class
        })
public final class TracingConfiguration {

    /** Passes contexts on, and begins none: Boot's own would sample every request, without anywhere to send it. */
    @Bean
    @ConditionalOnProperty(name = TracingDefaults.ENABLED, havingValue = "false")
    OpenTelemetry passedOnContexts(ContextPropagators propagators) {
        return OpenTelemetry.propagating(propagators);
    }

    @Bean
    @ConditionalOnProperty(name = TracingDefaults.ENABLED, havingValue = "true", matchIfMissing = true)
    Sampler requestSampler(TracingProperties properties) {
        double probability = properties.getSampling().getProbability();
        return Sampler.parentBased(new ServerSpansOnly(Sampler.traceIdRatioBased(probability)));
    }

    @Bean
    SpanContext exemplars() {
        return new CurrentSpanExemplars();
    }

    /** Whoever asks whether a service is well is no request: it is neither timed nor traced. */
    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    ObservationPredicate requestsOnly(WebEndpointProperties endpoints) {
        ActuatorPaths actuator = new ActuatorPaths(endpoints.getBasePath());
        return (name, context) -> !(context instanceof ServerRequestObservationContext server
                && server.getCarrier() != null
                && actuator.contains(
                        server.getCarrier().getPath().pathWithinApplication().value()));
    }
}
