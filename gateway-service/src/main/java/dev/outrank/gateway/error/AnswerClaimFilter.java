package dev.outrank.gateway.error;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Has each routed request answered once, by ranking or by {@link ErrorAnswers}. */
final class AnswerClaimFilter implements GlobalFilter, Ordered {

    /** Outside of the deadline and of everything that writes. */
    private static final int ORDER = -300;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        AnswerClaim claim = AnswerClaim.attachTo(exchange);
        return chain.filter(exchange.mutate()
                .response(new ClaimedResponse(exchange.getResponse(), claim))
                .build());
    }
}
