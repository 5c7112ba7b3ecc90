package dev.outrank.gateway.error;

import dev.outrank.gateway.requestid.RequestIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Answers failures in the shape that the path's API promises. Placed before Spring Boot's handler, which is at -1. */
@Order(-2)
final class ErrorAnswers implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    private final JsonMapper json;

    ErrorAnswers(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (Outcome.isCallerGone(failure)) {
            return Mono.error(failure);
        }
        Refusal refusal = Refusal.of(failure, exchange.getRequest(), RequestIds.of(exchange));
        boolean ours = AnswerClaim.takeFor(exchange) && !exchange.getResponse().isCommitted();
        report(refusal, exchange, failure);
        return ours ? write(refusal, exchange) : breakOff(exchange.getResponse());
    }

    /**
     * Closes the connection to the caller, who has a part of another answer or is about to, and learns only so that the rest will not come. Left to Spring, a
     * reset by ranking would count as a caller that is gone, and the connection would stay open until the caller gives up.
     */
    private static Mono<Void> breakOff(ServerHttpResponse response) {
        HttpServerResponse sending = ServerHttpResponseDecorator.getNativeResponse(response);
        return Mono.create(sink -> sending.withConnection(
                connection -> connection.channel().close().addListener(closed -> sink.success())));
    }

    private static void report(Refusal refusal, ServerWebExchange exchange, Throwable failure) {
        String request =
                "[" + RequestIds.of(exchange) + "] " + exchange.getRequest().getMethod() + " "
                        + exchange.getRequest().getPath().value();
        switch (refusal.kind().category()) {
            // Metrics count refusals for want of capacity: a line for each would be more load where there is too much
            // of it.
            case CALLER, CAPACITY ->
                log.debug("{}: {} {}", request, refusal.status().value(), refusal.message());
            case DEPENDENCY -> log.warn("{}: {} {}", request, refusal.status().value(), refusal.message());
            case INTERNAL -> log.error("{}: {}", request, refusal.status().value(), failure);
        }
    }

    private Mono<Void> write(Refusal refusal, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        String path = request.getPath().value();
        ErrorBody shape = ErrorBody.forPath(path);
        byte[] body = json.writeValueAsBytes(shape.fields(refusal, path, RequestIds.of(exchange)));
        response.setStatusCode(refusal.status());
        HttpHeaders headers = response.getHeaders();
        // What an answer that broke off had already put there describes another body.
        headers.clear();
        refusal.headers().forEach(headers::set);
        headers.set(HttpHeaders.CONTENT_TYPE, shape.mediaType());
        headers.setContentLength(body.length);
        if (HttpMethod.HEAD.equals(request.getMethod())) {
            return response.setComplete();
        }
        return response.writeWith(Mono.fromSupplier(() -> wrap(response, body)));
    }

    private static DataBuffer wrap(ServerHttpResponse response, byte[] body) {
        return response.bufferFactory().wrap(body);
    }
}
