package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import reactor.core.publisher.Mono;

/** The health checks of the compose stack, against answers of the kind that actuators give. */
final class ComposeHealthIT {

    private static final Path COMPOSE = Path.of("..", "docker-compose.yml");

    /** What a service answers with 503 when one part of it is up and another is not. */
    private static final String DOWN_IN_PART = """
            {"status":"OUT_OF_SERVICE","components":{"ping":{"status":"UP"},"models":{"status":"OUT_OF_SERVICE"}}}""";

    private FakeRanking service;

    @BeforeEach
    void start() {
        service = FakeRanking.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Returns the commands of all services of ours, aimed at this port. */
    private static List<List<String>> checks(int port) throws Exception {
        Map<String, Object> compose = new Yaml().load(Files.readString(COMPOSE, StandardCharsets.UTF_8));
        List<List<String>> checks = new ArrayList<>();
        for (Object definition : ((Map<?, ?>) Objects.requireNonNull(compose.get("services"))).values()) {
            if (((Map<?, ?>) definition).get("healthcheck") instanceof Map<?, ?> healthcheck
                    && healthcheck.get("test") instanceof List<?> test
                    && test.contains("bash")) {
                assertThat(test.getFirst()).isEqualTo("CMD");
                checks.add(test.stream()
                        .skip(1)
                        .map(word -> word.toString()
                                .replaceAll("(?<=/dev/tcp/127[.]0[.]0[.]1/)\\d+", Integer.toString(port))
                                .replace("$$", "$"))
                        .toList());
            }
        }
        return checks;
    }

    private static boolean passes(List<String> check) throws Exception {
        Process process = new ProcessBuilder(check)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
            return process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void passWhenTheServiceIsReady() throws Exception {
        service.answerBy((request, response) -> response.sendString(Mono.just("{\"status\":\"UP\"}")));

        assertThat(checks(service.port())).hasSize(7).allSatisfy(check -> assertThat(passes(check))
                .isTrue());
        assertThat(service.heads()).hasSize(7);
    }

    @Test
    void failWhenOnlyAPartOfTheServiceIsUp() throws Exception {
        service.answerBy((request, response) -> response.status(503).sendString(Mono.just(DOWN_IN_PART)));

        assertThat(checks(service.port())).hasSize(7).allSatisfy(check -> assertThat(passes(check))
                .isFalse());
        assertThat(service.heads()).hasSize(7);
    }

    @Test
    void failWhenNobodyListens() throws Exception {
        assertThat(checks(UnusedPort.find())).hasSize(7).allSatisfy(check -> assertThat(passes(check))
                .isFalse());
    }
}
