package dev.outrank.gateway.error;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A response that claims the answer with the first part of its body, before which it may still fail; until then its head is its own. What comes too late is let go of: whoever took
 * the answer has ended the exchange.
 */
final class ClaimedResponse extends ServerHttpResponseDecorator {

    private final AnswerClaim claim;
    private final HttpHeaders headers = new HttpHeaders();
    private volatile @Nullable HttpStatusCode status;
    private volatile boolean ours;

    ClaimedResponse(ServerHttpResponse response, AnswerClaim claim) {
        super(response);
        this.claim = claim;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public boolean setStatusCode(@Nullable HttpStatusCode status) {
        this.status = status;
        return true;
    }

    /** Returns the status that was set here; those without a name are set by Spring Cloud Gateway at the response behind this one. */
    @Override
    public @Nullable HttpStatusCode getStatusCode() {
        HttpStatusCode own = status;
        return own == null ? super.getStatusCode() : own;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return super.writeWith(claimed(Flux.from(body), DataBufferUtils::release));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return super.writeAndFlushWith(
                claimed(Flux.from(body), part -> Flux.from(part).subscribe(DataBufferUtils::release)));
    }

    private <T> Flux<T> claimed(Flux<T> body, Consumer<T> release) {
        return body.switchOnFirst((first, parts) -> first.isOnError() || take()
                ? parts.doOnComplete(claim::written)
                : parts.<T>handle((part, sink) -> release.accept(part)).concatWith(Flux.never()));
    }

    @Override
    public Mono<Void> setComplete() {
        return Mono.defer(() -> take() ? super.setComplete() : Mono.never());
    }

    private boolean take() {
        if (ours) {
            return true;
        }
        if (!claim.take()) {
            return false;
        }
        ours = true;
        HttpStatusCode own = status;
        if (own != null) {
            super.setStatusCode(own);
        }
        super.getHeaders().putAll(headers);
        return true;
    }
}
