package dev.outrank.gateway.body;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * A request whose body is counted as it streams by.
 *
 * <p>Its body fails with {@link BodyTooLargeException} on the buffer that crosses the limit, which it releases, and with
 * {@link BodyLostException} when the caller goes away. Like every request body it can be read once.
 */
final class CountedBody extends ServerHttpRequestDecorator {

    private final long maxBytes;

    /** Touched by the one subscriber of the body only; signals of a body are serial. */
    private long received;

    CountedBody(ServerHttpRequest delegate, long maxBytes) {
        super(delegate);
        this.maxBytes = maxBytes;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody()
                .onErrorMap(failure -> new BodyLostException(received, failure))
                .handle(this::count);
    }

    private void count(DataBuffer buffer, SynchronousSink<DataBuffer> sink) {
        received += buffer.readableByteCount();
        if (received > maxBytes) {
            DataBufferUtils.release(buffer);
            sink.error(BodyTooLargeException.streamed(maxBytes));
        } else {
            sink.next(buffer);
        }
    }
}
