package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.ConfigServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

final class WatchesStopTests {

    private static ConfigurableApplicationContext start(String database, String... more) {
        return new SpringApplicationBuilder(ConfigServer.class)
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--management.server.port=0",
                                        "--spring.datasource.url=jdbc:h2:mem:" + database,
                                        "--spring.lifecycle.timeout-per-shutdown-phase=60s"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static HttpRequest watch(ConfigurableApplicationContext server) {
        String port = server.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/registry/v1/watch"))
                .build();
    }

    /** Well below the time that a server waits for its last requests. */
    @Test
    @Timeout(55)
    void endsWatchesWhenTheServerStops() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                ConfigurableApplicationContext server = start("watches-stop")) {
            Iterator<String> lines =
                    http.send(watch(server), BodyHandlers.ofLines()).body().iterator();
            assertThat(lines.next()).isEqualTo("event:current");

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            lines.forEachRemaining(line -> {});
            stopped.join();
        }
    }

    @Test
    @Timeout(300)
    void watchesAgainWhenTheContextIsStartedAgain() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                ConfigurableApplicationContext server = start(
                        "watches-restart",
                        "--outrank.registry.watch.interval=20ms",
                        "--outrank.registry.watch.heartbeat=100ms")) {
            server.stop();
            server.start();

            try (Stream<String> lines =
                    http.send(watch(server), BodyHandlers.ofLines()).body()) {
                assertThat(lines.filter(":unchanged"::equals).findFirst()).isPresent();
            }
        }
    }

    @Test
    @Timeout(300)
    void refusesOneMoreThanMayWatch() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                ConfigurableApplicationContext server = start("watches-limit", "--outrank.registry.watch.most=1")) {
            HttpResponse<String> refused;
            try (Stream<String> lines =
                    http.send(watch(server), BodyHandlers.ofLines()).body()) {
                assertThat(lines.iterator().next()).isEqualTo("event:current");
                refused = http.send(watch(server), BodyHandlers.ofString());
            }

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(refused.body()).contains("watches: 1 (expected: fewer; poll the snapshot meanwhile)");
        }
    }
}
