package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * What the services of a stack count themselves.
 *
 * @param stack of the services
 */
public record ServiceMetrics(ReplicaStack stack) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * Returns a service's metrics in Prometheus' text format.
     *
     * @throws DependencyException if it does not answer
     */
    public String of(String service) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + stack.managementPort(service) + "/actuator/prometheus");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new DependencyException(uri + ": " + e + " (expected: metrics)", e);
        }
    }
}
