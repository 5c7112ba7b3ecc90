package dev.outrank.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

@SpringBootTest(
        classes = HeapActuatorAnswersTests.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "management.endpoint.health.probes.enabled=true",
            "management.endpoint.health.probes.add-additional-paths=true"
        })
final class HeapActuatorAnswersTests {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private Application application;

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/health/readiness"})
    void encodesWhatTheManagementPortAnswersOnTheHeap(String path) {
        assertThat(answering(managementPort, path)).isInstanceOf(DefaultDataBufferFactory.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void encodesTheProbesBesideTheBusinessOnTheHeap(String path) {
        assertThat(answering(port, path)).isInstanceOf(DefaultDataBufferFactory.class);
    }

    @Test
    void leavesAllOtherAnswersToNetty() {
        assertThat(answering(port, "/business")).isInstanceOf(NettyDataBufferFactory.class);
    }

    /** Returns what an answer was encoded with. */
    private DataBufferFactory answering(int server, String path) {
        WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + server)
                .build()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();
        return requireNonNull(application.factories.get(path));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class Application {

        private final Map<String, DataBufferFactory> factories = new ConcurrentHashMap<>();

        @GetMapping("/business")
        String business() {
            return "business";
        }

        /** Sees what the encoder sees. */
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        WebFilter last() {
            return (exchange, chain) -> {
                factories.put(
                        exchange.getRequest().getPath().value(),
                        exchange.getResponse().bufferFactory());
                return chain.filter(exchange);
            };
        }
    }
}
