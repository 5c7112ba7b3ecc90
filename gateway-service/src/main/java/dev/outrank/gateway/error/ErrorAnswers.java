package dev.outrank.gateway.error;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers failures in the shape that the path's API promises. Placed before Spring Boot's handler, which is at -1. */
@Component
@Order(-2)
final class ErrorAnswers implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final JsonMapper json;

    ErrorAnswers(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        boolean nobodyListens =
                exchange.getResponse().isCommitted() || DisconnectedClientHelper.isClientDisconnectedException(failure);
        if (nobodyListens) {
            return Mono.error(failure);
        }
        Refusal refusal = Refusal.of(failure, exchange.getRequest());
        log(refusal, exchange, failure);
        return write(refusal, exchange);
    }

    private static void log(Refusal refusal, ServerWebExchange exchange, Throwable failure) {
        String request = exchange.getLogPrefix() + exchange.getRequest().getMethod() + " "
                + exchange.getRequest().getPath().value();
        switch (refusal.category()) {
            case CALLER -> LOG.debug("{}: {} {}", request, refusal.status().value(), refusal.message());
            case CAPACITY, DEPENDENCY ->
                LOG.warn("{}: {} {}", request, refusal.status().value(), refusal.message());
            case INTERNAL -> LOG.error("{}: {}", request, refusal.status().value(), failure);
        }
    }

    private Mono<Void> write(Refusal refusal, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        ErrorBody shape = ErrorBody.forPath(request.getPath().value());
        byte[] body = json.writeValueAsBytes(shape.fields(refusal, request));
        response.setStatusCode(refusal.status());
        HttpHeaders headers = response.getHeaders();
        // What an answer that broke off had already put there describes another body.
        headers.clear();
        headers.addAll(refusal.headers());
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
