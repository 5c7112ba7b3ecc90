package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.ranking.request.ShardUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls shards over HTTP/1.1: {@code POST http://embedding-2/lookup} with a frame as body; the host is the shard's name in service discovery.
 */
public final class HttpEmbeddingClient implements EmbeddingClient {

    private static final Logger log = LoggerFactory.getLogger(HttpEmbeddingClient.class);
    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);
    /** Reactor's key for what becomes of a failure that nobody can receive any more. */
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

    private static final int NO_STREAM = 0;
    private static final int SHOWN_CHARS = 200;

    private final WebClient http;
    private final ShardBreakers breakers;
    private final int maxFrameBytes;
    private final MeterRegistry meters;

    /**
     * Makes a client.
     *
     * @param http resolves the shards' names
     * @param maxFrameBytes bytes of an answer
     */
    public HttpEmbeddingClient(WebClient http, ShardBreakers breakers, int maxFrameBytes, MeterRegistry meters) {
        this.http = http;
        this.breakers = breakers;
        this.maxFrameBytes = maxFrameBytes;
        this.meters = meters;
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request) {
        String service = ShardNames.of(request.target());
        Flux<LookupAnswer> call = Mono.defer(() -> call(service, request))
                .flatMapIterable(answers -> answers)
                .onErrorMap(failure -> TransportFailures.of(service, failure))
                .doOnDiscard(
                        LookupAnswer.Pooled.class, pooled -> pooled.response().close())
                .contextWrite(context ->
                        context.put(ON_ERROR_DROPPED, (Consumer<Throwable>) HttpEmbeddingClient::lateFailure));
        return timed(service, breakers.guard(service, request.remaining().toNanos(), call));
    }

    /** A call that is cancelled while its answer arrives fails once more inside the connector: no news, and no error of ours. */
    private static void lateFailure(Throwable failure) {
        log.debug("A cancelled lookup failed as well: {}", failure.toString());
    }

    /** The frame may be sent more than once, since the connector repeats a call whose idle connection had just been closed. */
    private Mono<List<LookupAnswer>> call(String service, LookupRequest request) {
        ByteBuf frame = LookupFrames.encodeRequest(request, NO_STREAM, ByteBufAllocator.DEFAULT);
        LookupBytes bytes = LookupBytes.of(service, meters);
        bytes.sent(frame.readableBytes());
        Mono<DataBuffer> body = Mono.fromSupplier(() -> BUFFERS.wrap(frame.retainedDuplicate()));
        return http.post()
                .uri("http://{service}/lookup", service)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(frame.readableBytes())
                .body(BodyInserters.fromDataBuffers(body))
                .exchangeToMono(response -> answer(service, response, bytes))
                .doFinally(signal -> frame.release());
    }

    private Mono<List<LookupAnswer>> answer(String service, ClientResponse response, LookupBytes bytes) {
        boolean frame = response.statusCode().value() == HttpStatus.OK.value()
                || response.statusCode().value() == HttpStatus.BAD_REQUEST.value();
        if (!frame) {
            return response.bodyToMono(String.class).defaultIfEmpty("").flatMap(text -> {
                String shown = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) : text;
                return Mono.error(new ShardUnavailableException(
                        service + ": HTTP " + response.statusCode().value() + " " + shown + " (expected: 200)"));
            });
        }
        return Mono.defer(() -> {
            long expected = response.headers().contentLength().orElse(-1);
            FrameAssembly assembly = new FrameAssembly(service, expected, maxFrameBytes);
            return response.body(BodyExtractors.toDataBuffers())
                    .doOnNext(part -> assembly.append(part, maxFrameBytes))
                    .then(Mono.fromSupplier(() -> decode(assembly, bytes)))
                    .doFinally(signal -> assembly.discard());
        });
    }

    private static List<LookupAnswer> decode(FrameAssembly assembly, LookupBytes bytes) {
        ByteBuf body = assembly.take();
        bytes.received(body.readableBytes());
        return BodyFrames.decode(body);
    }

    private Flux<LookupAnswer> timed(String service, Flux<LookupAnswer> call) {
        return Flux.defer(() -> {
            Timer.Sample sample = Timer.start(meters);
            return call.doOnNext(answer -> {
                        if (isLast(answer)) {
                            stop(sample, service, outcome(answer));
                        }
                    })
                    .doOnError(failure -> stop(sample, service, "failed"))
                    .doOnCancel(() -> stop(sample, service, "cancelled"));
        });
    }

    private static boolean isLast(LookupAnswer answer) {
        return !(answer instanceof LookupAnswer.Pooled(LookupResponse response) && response.hasMore());
    }

    private static String outcome(LookupAnswer answer) {
        return switch (answer) {
            case LookupAnswer.Pooled pooled -> "pooled";
            case LookupAnswer.Refused refused -> "refused";
        };
    }

    private void stop(Timer.Sample sample, String service, String outcome) {
        sample.stop(meters.timer(RankingMetric.SHARD_LOOKUP.meterName(), "shard", service, "outcome", outcome));
    }

    /** Does nothing: connections are shared by all versions, and belong to whoever made the {@link WebClient}. */
    @Override
    public void close() {}
}
