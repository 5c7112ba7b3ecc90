package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.ConfigServer;
import dev.outrank.config.registry.PackedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The whole server over HTTP. All tests share one registry; each has a model of its own. */
@SpringBootTest(
        classes = ConfigServer.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:api",
            "management.server.port=0",
            "outrank.registry.report-ttl=1h",
            "outrank.registry.report-settling=0s"
        })
abstract class ServedRegistry {

    private static final AtomicInteger RUNS = new AtomicInteger();

    @TempDir
    Path directory;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    int managementPort;

    @Autowired
    Environment environment;

    RestTestClient http;
    PackedModel model;

    @BeforeEach
    void prepare(TestInfo test) {
        http = client(port);
        model = PackedModel.write(
                directory, test.getTestMethod().orElseThrow().getName() + "." + RUNS.incrementAndGet());
    }

    static RestTestClient client(int port) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(Duration.ofSeconds(60));
        return RestTestClient.bindToServer(requests)
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    Map<String, String> registration(String version) {
        Map<String, String> body = new TreeMap<>(note());
        body.put("version", version);
        body.put("bundle", model.bundle().directory().toUri().toString());
        body.put("shards", model.shards().toUri().toString());
        return body;
    }

    static Map<String, String> note() {
        return Map.of("author", "release-pipeline", "reason", "a test");
    }

    ResponseSpec post(String path, Object body) {
        return http.post()
                .uri("/registry/v1/models/" + model.name() + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    ResponseSpec register(String version) {
        return post("/versions", registration(version));
    }

    ResponseSpec get(String path) {
        return http.get().uri(path).exchange();
    }

    static RestTestClient.BodyContentSpec expectProblem(ResponseSpec response, HttpStatus status) {
        return response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status.value())
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.trace")
                .doesNotExist()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail)
                        .doesNotContain("Exception", "java.", "dev.outrank", "jackson", "StreamRead", "Deserializ"));
    }
}
