package dev.outrank.ranking.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.LookupShapes;
import dev.outrank.lookup.ResponseWriter;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.lookup.TableLookup;
import dev.outrank.ranking.fixture.LookupClients;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.replica.BreakerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

class HttpReplicaTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_FRAME_BYTES = 4096;
    private static final LookupRequest REQUEST = new LookupRequest(
            new ShardKey("tiny", "1", 3, 99),
            Duration.ofSeconds(10),
            List.of(new TableLookup(
                    0, Pooling.SUM, IdPolicy.FAIL, Bags.ofLengths(new int[] {1}, new long[] {7}, null))));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ShardConnections connections =
            new ShardConnections(new HttpClientSettings(Duration.ofSeconds(1), 4, 8, PATIENCE, MAX_FRAME_BYTES));
    private BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> handler =
            (request, response) -> response.status(404).send();
    private DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .handle((request, response) -> handler.apply(request, response))
            .bindNow();
    private final EmbeddingClient client = client();

    private EmbeddingClient client() {
        return LookupClients.http(
                LookupClients.at("127.0.0.1", server.port()),
                connections,
                MAX_FRAME_BYTES,
                LookupClients.settings(new BreakerSettings(10, 5, 50, Duration.ofSeconds(1))),
                meters);
    }

    @AfterEach
    void stop() {
        client.close();
        server.disposeNow();
        connections.close();
    }

    private static byte[] frame(int dim) {
        LookupShapes shapes = new LookupShapes(1);
        shapes.add(1, dim);
        try (ResponseWriter writer = LookupFrames.response(0, shapes, ByteBufAllocator.DEFAULT)) {
            for (int d = 0; d < dim; d++) {
                writer.memory(0).putFloat(writer.offset(0) + d * Float.BYTES, d + 0.5f);
            }
            ByteBuf frame = writer.finish(ShardTimings.NONE);
            byte[] bytes = ByteBufUtil.getBytes(frame);
            frame.release();
            return bytes;
        }
    }

    private void assertFails(String message) {
        StepVerifier.create(client.lookup(REQUEST))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ShardUnavailableException.class)
                        .hasMessage(message))
                .verify(PATIENCE);
    }

    private static float lastOf(LookupAnswer answer) {
        return switch (answer) {
            case LookupAnswer.Pooled(LookupResponse response) -> {
                try (response) {
                    yield response.at(0, 0, response.dim(0) - 1);
                }
            }
            case LookupAnswer.Refused(LookupError error) -> throw new AssertionError(error);
        };
    }

    @Test
    void putsAFrameTogetherThatComesInPieces() {
        byte[] frame = frame(100);
        handler = (request, response) -> response.sendByteArray(Flux.fromStream(
                        IntStream.range(0, frame.length).mapToObj(i -> Arrays.copyOfRange(frame, i, i + 1))))
                .then();

        StepVerifier.create(client.lookup(REQUEST))
                .assertNext(answer -> assertThat(lastOf(answer)).isEqualTo(99.5f))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void sendsTheRequestAsOneFrameOfKnownLength() {
        byte[] frame = frame(1);
        handler = (request, response) -> request.receive()
                .aggregate()
                .asByteArray()
                .flatMap(body -> {
                    assertThat(LookupFrames.decodeRequest(Unpooled.wrappedBuffer(body))
                                    .target())
                            .isEqualTo(REQUEST.target());
                    assertThat(request.uri()).isEqualTo("/lookup");
                    assertThat(request.requestHeaders().get("Content-Length")).isEqualTo(String.valueOf(body.length));
                    assertThat(request.requestHeaders().get("Content-Type")).isEqualTo("application/octet-stream");
                    return response.sendByteArray(Mono.just(frame)).then();
                });

        StepVerifier.create(client.lookup(REQUEST))
                .assertNext(answer -> assertThat(lastOf(answer)).isEqualTo(0.5f))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(meters.get("outrank.ranking.shard.lookup")
                        .tag("shard", "embedding-3")
                        .tag("outcome", "pooled")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("outrank.ranking.lookup.received")
                        .tag("shard", "embedding-3")
                        .counter()
                        .count())
                .isEqualTo(frame.length);
    }

    @Test
    void refusesAnAnswerThatIsTooLong() {
        byte[] frame = frame(2000);
        handler = (request, response) -> response.header("Content-Length", String.valueOf(frame.length))
                .sendByteArray(Mono.just(frame))
                .then();

        assertFails("embedding-3: answer of " + frame.length + " bytes (expected: at most 4096)");
    }

    @Test
    void refusesAnAnswerThatGrowsTooLong() {
        handler =
                (request, response) -> response.sendByteArray(Flux.range(0, 100).map(i -> new byte[1000]))
                        .then();

        StepVerifier.create(client.lookup(REQUEST))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ShardUnavailableException.class)
                        .hasMessageStartingWith("embedding-3: answer of ")
                        .hasMessageEndingWith(" bytes (expected: at most 4096)"))
                .verify(PATIENCE);
    }

    @Test
    void refusesAnAnswerThatIsNoFrame() {
        handler = (request, response) -> response.sendString(Mono.just("hello")).then();

        assertFails("embedding-3: answered no intact frame: frame: 5 bytes (expected: at least 32)");
    }

    @Test
    void readsTheErrorFrameOfABadRequest() {
        LookupError error = LookupError.of(LookupErrorCode.BAD_FRAME, "crc32c differs");
        ByteBuf frame = LookupFrames.encodeError(error, 0, ByteBufAllocator.DEFAULT);
        byte[] bytes = ByteBufUtil.getBytes(frame);
        frame.release();
        handler = (request, response) ->
                response.status(400).sendByteArray(Mono.just(bytes)).then();

        StepVerifier.create(client.lookup(REQUEST))
                .expectNext(new LookupAnswer.Refused(error))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void saysThatABadRequestWithoutAFrameIsNoAnswer() {
        handler = (request, response) ->
                response.status(400).sendString(Mono.just("Bad Request")).then();

        assertFails("embedding-3: answered no intact frame: frame: 11 bytes (expected: at least 32)");
    }

    @Test
    void saysWhichStatusAndWhy() {
        handler = (request, response) ->
                response.status(503).sendString(Mono.just("not yet")).then();

        assertFails("embedding-3: HTTP 503 not yet (expected: 200)");
    }
}
