package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Calls a shard as ranking does: a frame in the body of {@code POST /lookup}, by Spring's client on Reactor Netty. */
final class ShardClient implements AutoCloseable {

    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int STREAM = 0;

    private final ConnectionProvider connections = ConnectionProvider.create("calibrate");
    private final WebClient http;

    ShardClient(int port) {
        http = WebClient.builder()
                .baseUrl("http://127.0.0.1:" + port)
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
                .build();
    }

    /**
     * Calls again and again, each call when the answer to the one before is there, on the event loop as in ranking.
     *
     * @param answered takes each response, which is closed behind it, and the time from before the request was encoded
     * @param more asked after each answer whether to go on
     * @throws DependencyException if the shard refuses, or does not answer in time
     */
    void callWhile(LookupRequest request, ObjLongConsumer<LookupResponse> answered, BooleanSupplier more) {
        Mono<LookupResponse> call = Mono.defer(() -> {
            long begin = System.nanoTime();
            return call(request).timeout(PATIENCE).doOnNext(response -> {
                try (response) {
                    answered.accept(response, begin);
                }
            });
        });
        try {
            call.repeat(more).then().block();
        } catch (OutrankException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DependencyException("shard: " + e.getMessage() + " (expected: vectors)", e);
        }
    }

    private Mono<LookupResponse> call(LookupRequest request) {
        ByteBuf frame = LookupFrames.encodeRequest(request, STREAM, ByteBufAllocator.DEFAULT);
        Mono<DataBuffer> body = Mono.fromSupplier(() -> BUFFERS.wrap(frame.retainedDuplicate()));
        return http.post()
                .uri("/lookup")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(frame.readableBytes())
                .body(BodyInserters.fromDataBuffers(body))
                .exchangeToMono(ShardClient::assemble)
                .map(whole -> pooled(LookupFrames.decodeAnswer(whole)))
                .doFinally(signal -> frame.release());
    }

    private static LookupResponse pooled(LookupAnswer answer) {
        return switch (answer) {
            case LookupAnswer.Pooled(LookupResponse response) -> response;
            case LookupAnswer.Refused(var error) ->
                throw new DependencyException("shard: " + error.message() + " (expected: vectors)");
        };
    }

    private static Mono<ByteBuf> assemble(ClientResponse response) {
        return Mono.defer(() -> {
            int expected = Math.toIntExact(response.headers().contentLength().orElse(0));
            ByteBuf whole = ByteBufAllocator.DEFAULT.directBuffer(expected);
            return response.body(BodyExtractors.toDataBuffers())
                    .doOnNext(part -> {
                        whole.writeBytes(NettyDataBufferFactory.toByteBuf(part));
                        DataBufferUtils.release(part);
                    })
                    .doOnError(failure -> whole.release())
                    .then(Mono.just(whole));
        });
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
