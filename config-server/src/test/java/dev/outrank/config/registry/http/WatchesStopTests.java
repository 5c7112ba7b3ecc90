package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.ConfigServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

final class WatchesStopTests {

    /** Well below the time that a server waits for its last requests. */
    @Test
    @Timeout(55)
    void endsWatchesWhenTheServerStops() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                ConfigurableApplicationContext server = new SpringApplicationBuilder(ConfigServer.class)
                        .run(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--spring.datasource.url=jdbc:h2:mem:watches-stop",
                                "--spring.lifecycle.timeout-per-shutdown-phase=60s")) {
            String port = server.getEnvironment().getRequiredProperty("local.server.port");
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/registry/v1/watch"))
                    .build();
            Iterator<String> lines =
                    http.send(request, BodyHandlers.ofLines()).body().iterator();
            assertThat(lines.next()).isEqualTo("event:current");
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            lines.forEachRemaining(line -> {});
            stopped.join();
        }
    }
}
