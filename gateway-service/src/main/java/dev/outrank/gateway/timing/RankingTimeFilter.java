package dev.outrank.gateway.timing;

import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes the time from sending a request to the head of ranking's answer off the gateway's own.
 *
 * <p>Only an attempt that is answered counts: connecting in vain stays with the gateway.
 */
final class RankingTimeFilter implements GlobalFilter, Ordered {

    /** Just outside the filters that send, which complete when the head of the answer has come. */
    private static final int ORDER = NettyRoutingFilter.ORDER - 10;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        GatewayTime time = GatewayTime.of(exchange);
        long sent = time.now();
        return chain.filter(exchange)
                .doOnSuccess(answered -> time.answeredSince(
                        sent,
                        RankingTotal.nanos(exchange.getResponse()
                                .getHeaders()
                                .getOrDefault(ServerTimingFilter.HEADER, List.of()))));
    }
}
