package dev.outrank.embedding.lookup;

import dev.outrank.embedding.lookup.FrameBudget.HeldFrame;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** {@code POST /lookup} on the event loop: gathers the frame, finds it a place in the queue, sends the answer. */
final class LookupEndpoint {

    private final int maxFrameBytes;
    private final ShardCatalog catalog;
    private final FrameBudget budget;
    private final LookupQueue queue;
    private final FrameAnswers answers;
    private final NettyDataBufferFactory buffers;

    LookupEndpoint(
            int maxFrameBytes,
            ShardCatalog catalog,
            FrameBudget budget,
            LookupQueue queue,
            FrameAnswers answers,
            ByteBufAllocator allocator) {
        this.maxFrameBytes = maxFrameBytes;
        this.catalog = catalog;
        this.budget = budget;
        this.queue = queue;
        this.answers = answers;
        this.buffers = new NettyDataBufferFactory(allocator);
    }

    /**
     * Answers 200 with a RESPONSE or ERROR frame, 400 with an ERROR frame of the code {@code BAD_FRAME}.
     *
     * <p>The work happens inside the body's insertion, because Spring then owns the answer's buffer from the moment it exists, also where
     * the caller leaves.
     */
    Mono<ServerResponse> lookup(ServerRequest request) {
        ServerHttpRequest http = request.exchange().getRequest();
        BodyInserter<Void, ServerHttpResponse> body = (response, context) -> response.writeWith(frame(http)
                .flatMap(this::answer)
                .onErrorResume(DataBufferLimitException.class, e -> Mono.fromSupplier(this::tooLarge))
                .map(answer -> sent(answer, response)));
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(body);
    }

    /** Returns the body, at most {@link #maxFrameBytes}; an empty one is an empty frame. */
    private Mono<ByteBuf> frame(ServerHttpRequest request) {
        if (request.getHeaders().getContentLength() > maxFrameBytes) {
            return Mono.error(new DataBufferLimitException("content length"));
        }
        return DataBufferUtils.join(request.getBody(), maxFrameBytes)
                .map(NettyDataBufferFactory::toByteBuf)
                .switchIfEmpty(
                        Mono.fromSupplier(() -> buffers.getByteBufAllocator().buffer(0)));
    }

    private Mono<Answer> answer(ByteBuf frame) {
        long arrivedNanos = System.nanoTime();
        PendingAnswer pending = new PendingAnswer();
        return Mono.<PendingAnswer>create(sink -> {
                    sink.onDispose(pending::abandon);
                    enqueue(frame, arrivedNanos, pending, sink);
                })
                .mapNotNull(PendingAnswer::take);
    }

    private void enqueue(ByteBuf frame, long arrivedNanos, PendingAnswer pending, MonoSink<PendingAnswer> sink) {
        answers.received(frame.readableBytes());
        int streamId = LookupFrames.streamId(frame);
        HeldFrame held = budget.tryHold(frame);
        if (held == null) {
            long bytes = frame.readableBytes();
            frame.release();
            String message = "frames: no room for " + bytes + " bytes (expected: at most " + budget.maxHeldBytes()
                    + " bytes of requests at a time)";
            refuse(LookupError.of(LookupErrorCode.OVERLOADED, message), streamId, pending, sink);
            return;
        }
        LookupError refusal = queue.enter(LookupFrames.priority(frame));
        if (refusal == null) {
            LookupTask task = new LookupTask(held, catalog.lease(), arrivedNanos, answers, pending, sink);
            LookupQueue.Place place = queue.run(task, arrivedNanos);
            sink.onCancel(() -> withdraw(place, task));
        } else {
            held.close();
            refuse(refusal, streamId, pending, sink);
        }
    }

    /** Frees the place in the queue of a caller that has left. */
    private void withdraw(LookupQueue.Place place, LookupTask task) {
        if (place.withdraw()) {
            task.withdrawn(queue::runAnyway);
        }
    }

    private void refuse(LookupError error, int streamId, PendingAnswer pending, MonoSink<PendingAnswer> sink) {
        pending.ready(answers.refused(error, streamId));
        sink.success(pending);
    }

    private Answer tooLarge() {
        return answers.refused(
                LookupError.of(
                        LookupErrorCode.BAD_FRAME, "frame: too large (expected: at most " + maxFrameBytes + " bytes)"),
                0);
    }

    private DataBuffer sent(Answer answer, ServerHttpResponse response) {
        if (answer.isBadRequest()) {
            response.setStatusCode(HttpStatus.BAD_REQUEST);
        }
        response.getHeaders().setContentLength(answer.frame().readableBytes());
        return buffers.wrap(answer.frame());
    }
}
