package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ModelReadinessTests {

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger pauses = new AtomicInteger();
    private volatile boolean loaded;
    private HttpServer gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/v2/models/clicks/ready", exchange -> {
            byte[] body = "{\"ready\":%s}".formatted(loaded).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(loaded ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
        http.shutdownNow();
    }

    private void await(Duration timeout, ModelReadiness.Pause pause) throws InterruptedException {
        new ModelReadiness(http)
                .await(List.of("clicks"), List.of(gateway.getAddress().getPort()), timeout, pause);
    }

    @Test
    void waitsUntilTheModelIsLoaded() throws InterruptedException {
        await(Duration.ofMinutes(1), () -> loaded = pauses.incrementAndGet() == 3);
        assertThat(pauses).hasValue(3);
    }

    @Test
    void namesTheModelAndTheLastAnswerWhenItFailedToLoad() {
        assertThatExceptionOfType(DependencyException.class)
                .isThrownBy(() -> await(Duration.ZERO, pauses::incrementAndGet))
                .withMessageContaining("clicks: not ready after 0 s: HTTP 503 {\"ready\":false}")
                .withMessageContaining("expected: HTTP 200 from http://127.0.0.1:");
    }

    @Test
    void passesOnThatAServiceDied() {
        assertThatExceptionOfType(StackStoppedException.class)
                .isThrownBy(() -> await(Duration.ofMinutes(1), () -> {
                    throw new StackStoppedException();
                }));
    }
}
