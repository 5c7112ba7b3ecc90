package dev.outrank.ranking.oip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.ShardTimings;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.http.FakeModelCatalog;
import dev.outrank.ranking.http.FakeServedModel;
import dev.outrank.ranking.http.TestEndpoints;
import dev.outrank.ranking.http.TestModels;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.lifetime.DrainBeforeStop;
import dev.outrank.ranking.request.ShardUse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Binary tensors through the routes. */
final class OipBinaryRoutesTests {

    private static final String INFER = "/v2/models/weighted/infer";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 100, meters);
    private final FakeServedModel model = new FakeServedModel(TestModels.weighted(), "3");
    private final FakeModelCatalog catalog = new FakeModelCatalog(model);
    private final WebTestClient client = WebTestClient.bindToRouterFunction(OipConfiguration.routes(new OipHandler(
                    catalog,
                    TestEndpoints.over(catalog, compute, meters),
                    new InferenceFormat(new DecodeLimits(100, 1_000)),
                    new DrainBeforeStop(Duration.ZERO),
                    "1.2.3")))
            .build();

    @AfterEach
    void close() {
        compute.close();
    }

    private WebTestClient.ResponseSpec postBinary(BinaryBodies bodies, String jsonBytes, MediaType type) {
        return client.post()
                .uri(INFER)
                .contentType(type)
                .header("Inference-Header-Content-Length", jsonBytes)
                .bodyValue(bodies.body())
                .exchange();
    }

    @Test
    void takesAndGivesBinaryTensors() {
        for (MediaType type : List.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON)) {
            BinaryBodies bodies = BinaryBodies.weighted().answeredInBinary();
            EntityExchangeResult<byte[]> answer = postBinary(bodies, bodies.jsonBytes(), type)
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .expectBody()
                    .returnResult();
            int json = Integer.parseInt(
                    Objects.requireNonNull(answer.getResponseHeaders().getFirst("Inference-Header-Content-Length")));
            byte[] body = Objects.requireNonNull(answer.getResponseBody());
            assertThat(new String(body, 0, json, StandardCharsets.UTF_8))
                    .isEqualTo(
                            "{\"model_name\":\"weighted\",\"model_version\":\"3\",\"parameters\":{\"degraded\":false},\"outputs\":["
                                    + "{\"name\":\"score\",\"shape\":[2,1],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}},"
                                    + "{\"name\":\"heads\",\"shape\":[2,2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":16}}]}");
            ByteBuffer tail =
                    ByteBuffer.wrap(body, json, body.length - json).slice().order(ByteOrder.LITTLE_ENDIAN);
            float[] scores = new float[6];
            tail.asFloatBuffer().get(scores);
            assertThat(scores).containsExactly(2, 1, 2, 2, 1, 1);
            assertThat(tail.remaining()).isEqualTo(24);
        }
    }

    @Test
    void explainsInTheJsonBeforeBinaryTensors() {
        model.answerFrom(new ShardUse("embedding-0", null, 1, ShardTimings.NONE, 0, 0, 1, 1, 1, 1, 0, true));
        BinaryBodies bodies = BinaryBodies.weighted().answeredInBinary();
        EntityExchangeResult<byte[]> answer = client.post()
                .uri(INFER + "?explain=true")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header("Inference-Header-Content-Length", bodies.jsonBytes())
                .bodyValue(bodies.body())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();

        int json = Integer.parseInt(
                Objects.requireNonNull(answer.getResponseHeaders().getFirst("Inference-Header-Content-Length")));
        byte[] body = Objects.requireNonNull(answer.getResponseBody());
        assertThat(new String(body, 0, json, StandardCharsets.UTF_8))
                .contains("\"explanation\":{\"totalMillis\":")
                .contains("\"shards\":[{\"shard\":\"embedding-0\",\"replica\":null,")
                .endsWith("\"slowest\":\"embedding-0\"}}");
        assertThat(body.length - json).isEqualTo(24);
    }

    @Test
    void refusesBinaryHeadersThatMakeNoSense() {
        BinaryBodies bodies = BinaryBodies.weighted();
        for (String wrong : List.of("0", "-1", "x", "1e3", "99999999999")) {
            postBinary(bodies, wrong, MediaType.APPLICATION_OCTET_STREAM)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.error")
                    .isEqualTo("Inference-Header-Content-Length: '" + wrong
                            + "' (expected: the number of bytes of the JSON with which the body begins, at least 1)");
        }
        postBinary(bodies, "9999", MediaType.APPLICATION_OCTET_STREAM)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("Inference-Header-Content-Length: 9999 (expected: at most " + bodies.body().length
                        + ", the bytes of the body)");
        model.answerScores(1, Float.NaN);
        BinaryBodies answered = BinaryBodies.weighted().answeredInBinary().scoreOnly();
        postBinary(answered, answered.jsonBytes(), MediaType.APPLICATION_OCTET_STREAM)
                .expectStatus()
                .isEqualTo(422);
    }
}
