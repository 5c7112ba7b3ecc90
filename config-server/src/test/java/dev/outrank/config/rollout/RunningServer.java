package dev.outrank.config.rollout;

import dev.outrank.config.ConfigServer;
import dev.outrank.config.registry.ChangeNote;
import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.registry.report.ReplicaReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A whole config-server on a port of its own, which looks at rollouts as often as it can. */
final class RunningServer implements AutoCloseable {

    static final ChangeNote NOTE = new ChangeNote("release-pipeline", "a test");

    private final ConfigurableApplicationContext context;
    private final RestTestClient http;

    private RunningServer(ConfigurableApplicationContext context) {
        this.context = context;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(Duration.ofSeconds(60));
        this.http = RestTestClient.bindToServer(requests)
                .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
                .build();
    }

    static RunningServer start(String url, String... properties) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--spring.datasource.url=" + url,
                                "--server.port=0",
                                "--management.server.port=0",
                                "--outrank.registry.rollout.interval=10ms",
                                "--outrank.registry.report-settling=0s"),
                        Arrays.stream(properties))
                .toArray(String[]::new);
        return new RunningServer(new SpringApplicationBuilder(ConfigServer.class).run(arguments));
    }

    ModelRegistry registry() {
        return context.getBean(ModelRegistry.class);
    }

    Rollouts rollouts() {
        return context.getBean(Rollouts.class);
    }

    RolloutStatus newest() {
        return context.getBean(RolloutReadings.class).newest("clicks");
    }

    void report(String instance, ReplicaReport report) {
        http.put()
                .uri("/registry/v1/replicas/" + instance)
                .contentType(MediaType.APPLICATION_JSON)
                .body(report)
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    @Override
    public void close() {
        context.close();
    }
}
