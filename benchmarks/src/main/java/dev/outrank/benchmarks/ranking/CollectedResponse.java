package dev.outrank.benchmarks.ranking;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response whose body is kept. */
final class CollectedResponse extends AbstractServerHttpResponse {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream(4 << 10);

    CollectedResponse(DataBufferFactory buffers) {
        super(buffers);
    }

    /** Returns the body of a response with status 200. */
    byte[] body() {
        if (getStatusCode() != HttpStatus.OK) {
            throw new IllegalStateException("answer: " + getStatusCode() + " " + body.toString(StandardCharsets.UTF_8)
                    + " (expected: status 200)");
        }
        return body.toByteArray();
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> parts) {
        return Flux.from(parts).doOnNext(this::keep).then();
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> parts) {
        return Flux.from(parts).concatMap(this::writeWithInternal).then();
    }

    private void keep(DataBuffer part) {
        byte[] bytes = new byte[part.readableByteCount()];
        part.read(bytes);
        DataBufferUtils.release(part);
        body.writeBytes(bytes);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Inherited.
    public <T> T getNativeResponse() {
        throw new IllegalStateException("response: none of a server (expected: nobody asks)");
    }

    @Override
    protected void applyStatusCode() {}

    @Override
    protected void applyHeaders() {}

    @Override
    protected void applyCookies() {}
}
