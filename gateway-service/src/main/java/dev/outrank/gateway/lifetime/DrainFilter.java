package dev.outrank.gateway.lifetime;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Sends callers elsewhere while the gateway drains: their connections close after the answer. */
@Order(DrainFilter.ORDER)
final class DrainFilter implements WebFilter {

    /** Just inside the naming of requests: all answers pass, those of the actuator too. */
    static final int ORDER = Integer.MIN_VALUE + 10;

    private final Drain drain;

    DrainFilter(Drain drain) {
        this.drain = drain;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        // Asked at the last moment, when the answer's head is written: what came before the signal is told too.
        exchange.getResponse().beforeCommit(() -> {
            if (drain.isDraining()) {
                exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            }
            return Mono.empty();
        });
        return chain.filter(exchange);
    }
}
