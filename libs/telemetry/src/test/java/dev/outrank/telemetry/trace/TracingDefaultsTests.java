package dev.outrank.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class TracingDefaultsTests {

    @Test
    void samplesOneOfAHundredAndExportsNothing() {
        StandardEnvironment environment = environment(Map.of());

        assertThat(defaults(environment))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "management.opentelemetry.enabled",
                        "false",
                        "management.tracing.sampling.probability",
                        "0.01",
                        "management.tracing.propagation.type",
                        "W3C",
                        "management.tracing.baggage.enabled",
                        "false",
                        "management.otlp.metrics.export.enabled",
                        "false",
                        "management.logging.export.otlp.enabled",
                        "false",
                        "logging.expect-correlation-id",
                        "false",
                        "management.prometheus.metrics.export.properties"
                                + "[io.prometheus.exporter.exemplarsOnAllMetricTypes]",
                        "false"));
    }

    @Test
    void makesSpansWhereThereIsAnEndpoint() {
        assertThat(environment(Map.of(TracingDefaults.ENDPOINT, "http://127.0.0.1:4318/v1/traces"))
                        .getProperty(TracingDefaults.ENABLED))
                .isEqualTo("true");
        assertThat(environment(Map.of(TracingDefaults.ENDPOINT, "")).getProperty(TracingDefaults.ENABLED))
                .isEqualTo("false");
    }

    @Test
    void seesAnEndpointThatComesLater() {
        StandardEnvironment environment = environment(Map.of());

        environment
                .getPropertySources()
                .addLast(new MapPropertySource("later", Map.of(TracingDefaults.ENDPOINT, "http://127.0.0.1:4318")));

        assertThat(environment.getProperty(TracingDefaults.ENABLED)).isEqualTo("true");
    }

    @Test
    void givesWayToWhateverIsSet() {
        StandardEnvironment environment =
                environment(Map.of("management.tracing.sampling.probability", "1", TracingDefaults.ENABLED, "true"));

        assertThat(environment.getProperty("management.tracing.sampling.probability"))
                .isEqualTo("1");
        assertThat(environment.getProperty(TracingDefaults.ENABLED)).isEqualTo("true");
    }

    @Test
    void keepsTheDotsInTheNameOfThePropertyOfPrometheus() {
        Map<String, String> bound = Binder.get(environment(Map.of()))
                .bind("management.prometheus.metrics.export.properties", Bindable.mapOf(String.class, String.class))
                .get();

        assertThat(bound).containsEntry("io.prometheus.exporter.exemplarsOnAllMetricTypes", "false");
    }

    private static StandardEnvironment environment(Map<String, Object> set) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("set", set));
        new TracingDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    private static Map<String, Object> defaults(StandardEnvironment environment) {
        EnumerablePropertySource<?> source = (EnumerablePropertySource<?>)
                Objects.requireNonNull(environment.getPropertySources().get("tracingDefaults"));
        return Arrays.stream(source.getPropertyNames())
                .collect(Collectors.toMap(name -> name, name -> String.valueOf(source.getProperty(name))));
    }
}
