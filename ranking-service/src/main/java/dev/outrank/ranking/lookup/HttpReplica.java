package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.ranking.replica.Replica;
import dev.outrank.ranking.request.ShardUnavailableException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Calls one replica over HTTP/1.1: {@code POST /lookup} with a frame as body, answered by a body of one frame or more. */
final class HttpReplica implements ReplicaWay {

    private static final Logger log = LoggerFactory.getLogger(HttpReplica.class);
    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);
    /** Reactor's key for what becomes of a failure that nobody can receive any more. */
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

    /** Reactor's key for what becomes of a value that nobody can receive any more. */
    private static final String ON_NEXT_DROPPED = "reactor.onNextDropped.local";

    private static final int NO_STREAM = 0;
    private static final int SHOWN_CHARS = 200;

    private final String service;
    private final URI url;
    private final WebClient http;
    private final int maxFrameBytes;

    HttpReplica(String service, Replica replica, WebClient http, int maxFrameBytes) {
        this.service = service;
        this.url = URI.create("http://" + replica + "/lookup");
        this.http = http;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Always: connections are made for calls. */
    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isBeingMade() {
        return false;
    }

    @Override
    public void send(Attempt attempt) {
        Duration remaining = Duration.ofNanos(Math.max(1, attempt.deadlineNanos() - System.nanoTime()));
        Disposable.Composite sent = Disposables.composite();
        attempt.abortBy(sent::dispose);
        sent.add(Mono.defer(() -> call(attempt))
                .timeout(remaining)
                .contextWrite(context -> context.put(ON_ERROR_DROPPED, (Consumer<Throwable>) HttpReplica::lateFailure)
                        .put(ON_NEXT_DROPPED, (Consumer<Object>) HttpReplica::lateAnswers))
                .subscribe(answers -> answers.forEach(answer -> answered(attempt, answer)), failure -> {
                    if (failure instanceof TimeoutException) {
                        attempt.expired();
                    } else {
                        attempt.lost(TransportFailures.of(service, failure));
                    }
                }));
        long lateNanos = attempt.lateNanos();
        if (lateNanos != LookupCall.NEVER) {
            sent.add(Schedulers.parallel()
                    .schedule(attempt::late, Math.max(0, lateNanos - System.nanoTime()), TimeUnit.NANOSECONDS));
        }
    }

    private static void answered(Attempt attempt, LookupAnswer answer) {
        switch (answer) {
            case LookupAnswer.Pooled(var response) -> attempt.pooled(response);
            case LookupAnswer.Refused(var error) -> attempt.refused(error);
        }
    }

    /** A call that is cancelled while its answer arrives fails once more inside the connector: no news, and no error of ours. */
    private static void lateFailure(Throwable failure) {
        log.debug("A cancelled lookup failed as well: {}", failure.toString());
    }

    /** Answers that came together with the cancellation, and belong to nobody. */
    private static void lateAnswers(Object dropped) {
        if (dropped instanceof List<?> answers) {
            answers.forEach(answer -> {
                if (answer instanceof LookupAnswer late) {
                    BodyFrames.discard(late);
                }
            });
        }
    }

    /** The frame may be sent more than once, since the connector repeats a call whose idle connection had just been closed. */
    private Mono<List<LookupAnswer>> call(Attempt attempt) {
        ByteBuf frame = LookupFrames.encodeRequest(attempt.request(), NO_STREAM, ByteBufAllocator.DEFAULT);
        attempt.sentAsBody(frame.readableBytes());
        Mono<DataBuffer> body = Mono.fromSupplier(() -> BUFFERS.wrap(frame.retainedDuplicate()));
        return http.post()
                .uri(url)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(frame.readableBytes())
                .body(BodyInserters.fromDataBuffers(body))
                .exchangeToMono(
                        response -> answer(response, attempt.replica().meters().bytes()))
                .doFinally(signal -> frame.release());
    }

    private Mono<List<LookupAnswer>> answer(ClientResponse response, LookupBytes bytes) {
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

    /** Does nothing: over HTTP calls wait for their own time alone. */
    @Override
    public void giveUp() {}

    /** Does nothing: connections are shared, and closed when idle. */
    @Override
    public void close() {}
}
