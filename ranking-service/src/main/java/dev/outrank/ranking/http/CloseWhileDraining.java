package dev.outrank.ranking.http;

import dev.outrank.ranking.lifetime.DrainBeforeStop;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Has callers come back over a new connection, to another instance, once this one drains: the server closes a connection behind such an answer. */
final class CloseWhileDraining implements WebFilter {

    private final DrainBeforeStop drain;

    CloseWhileDraining(DrainBeforeStop drain) {
        this.drain = drain;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        response.beforeCommit(() -> Mono.fromRunnable(() -> {
            if (drain.isDraining()) {
                response.getHeaders().set(HttpHeaders.CONNECTION, "close");
            }
        }));
        return chain.filter(exchange);
    }
}
