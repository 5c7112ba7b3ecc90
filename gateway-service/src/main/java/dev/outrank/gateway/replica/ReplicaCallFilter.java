package dev.outrank.gateway.replica;

import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells the chosen replica's health how the call went: by the head of the answer, since how fast a caller reads the rest says nothing
 * about the replica.
 */
final class ReplicaCallFilter implements GlobalFilter, Ordered {

    /** Just outside the filters that send, which complete when the head of the answer has come. */
    private static final int ORDER = NettyRoutingFilter.ORDER - 5;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ReplicaCall call = ReplicaCall.of(exchange);
        if (call == null) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange)
                .doOnSuccess(head -> answered(call, exchange))
                .doOnError(call::broke)
                .doOnCancel(call::abandoned);
    }

    private static void answered(ReplicaCall call, ServerWebExchange exchange) {
        ServerHttpResponse answer = exchange.getResponse();
        call.answered(
                exchange.getRequest().getMethod(),
                Objects.requireNonNull(answer.getStatusCode(), "status"),
                answer.getHeaders());
    }
}
