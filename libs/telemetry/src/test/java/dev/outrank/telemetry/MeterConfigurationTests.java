package dev.outrank.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What Prometheus is shown by a registry that has the filters of this library. */
final class MeterConfigurationTests {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    MeterConfigurationTests() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MeterConfiguration.class))
                .run(context ->
                        context.getBeansOfType(MeterFilter.class).values().forEach(registry.config()::meterFilter));
    }

    @Test
    void givesOurTimersTheBucketsOfAll() {
        Timer.builder("outrank.a.request")
                .publishPercentileHistogram()
                .publishPercentiles(0.5)
                .register(registry)
                .record(Duration.ofMillis(60));

        assertThat(registry.scrape())
                .contains("outrank_a_request_seconds_bucket{le=\"1.0E-4\"} 0")
                .contains("outrank_a_request_seconds_bucket{le=\"0.05\"} 0")
                .contains("outrank_a_request_seconds_bucket{le=\"0.07\"} 1")
                .contains("outrank_a_request_seconds_bucket{le=\"0.1\"} 1")
                .contains("outrank_a_request_seconds_bucket{le=\"10.0\"} 1")
                .satisfies(page -> assertThat(page.lines().filter(line -> line.contains("_bucket{")))
                        .hasSize(31));
    }

    @Test
    void leavesOtherTimersAndSummariesAlone() {
        Timer.builder("http.client.requests").register(registry).record(Duration.ofMillis(60));
        DistributionSummary.builder("outrank.a.batch").register(registry).record(7);

        assertThat(registry.scrape())
                .contains("http_client_requests_seconds_count 1", "outrank_a_batch_count 1")
                .doesNotContain("_bucket");
    }

    @Test
    void namesOnlyTheUnitsThatPrometheusKnows() {
        MeterRegistry any = registry;
        Counter.builder("outrank.a.refused").baseUnit("requests").register(any);
        Counter.builder("outrank.a.sent").baseUnit("bytes").register(any);
        Counter.builder("others.sent").baseUnit("messages").register(any);

        assertThat(registry.scrape())
                .contains("outrank_a_refused_total 0", "outrank_a_sent_bytes_total 0", "others_sent_messages_total 0");
    }
}
