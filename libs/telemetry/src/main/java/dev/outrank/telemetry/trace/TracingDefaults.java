package dev.outrank.telemetry.trace;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * What the tracing of a service is unless anything else is set; {@code docs/tracing.md} has the list.
 *
 * <p>Without an endpoint to send spans to, OpenTelemetry is off, with its threads: contexts that come in are only passed on.
 */
public final class TracingDefaults implements EnvironmentPostProcessor, Ordered {

    /** Where spans are sent. */
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    /** Whether spans are made at all. */
    static final String ENABLED = "management.opentelemetry.enabled";

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("management.tracing.sampling.probability", "0.01"),
            Map.entry("management.tracing.propagation.type", "W3C"),
            Map.entry("management.tracing.baggage.enabled", "false"),
            // Metrics are scraped, and logs written.
            Map.entry("management.otlp.metrics.export.enabled", "false"),
            Map.entry("management.logging.export.otlp.enabled", "false"),
            // Spans are current only where timers are recorded, and there is nothing to log there.
            Map.entry("logging.expect-correlation-id", "false"),
            // Prometheus before 2.43 refuses pages with exemplars on counts.
            Map.entry(
                    "management.prometheus.metrics.export.properties[io.prometheus.exporter.exemplarsOnAllMetricTypes]",
                    "false"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new Defaults(environment));
    }

    /** Just before what Boot itself adds at the end, which expects ids in logs. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }

    /** Looks for an endpoint when it is asked, since those who come later may set one. */
    private static final class Defaults extends EnumerablePropertySource<Object> {

        private final Environment environment;

        /** Whoever binds properties would look through an environment that is the source, and not come to an end. */
        private Defaults(Environment environment) {
            super("tracingDefaults", DEFAULTS);
            this.environment = environment;
        }

        @Override
        public String[] getPropertyNames() {
            return Stream.concat(DEFAULTS.keySet().stream(), Stream.of(ENABLED)).toArray(String[]::new);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            if (!name.equals(ENABLED)) {
                return DEFAULTS.get(name);
            }
            String endpoint = environment.getProperty(ENDPOINT, "");
            return Boolean.toString(!endpoint.isBlank());
        }
    }
}
