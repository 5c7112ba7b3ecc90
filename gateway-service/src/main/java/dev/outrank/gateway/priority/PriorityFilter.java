package dev.outrank.gateway.priority;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses a request whose priority is a word that nobody knows. */
final class PriorityFilter implements GlobalFilter, Ordered {

    /** Inside the deadline, before anything reads the body. */
    private static final int ORDER = -195;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        PriorityHeader.check(exchange.getRequest().getHeaders().get(PriorityHeader.NAME));
        return chain.filter(exchange);
    }
}
