package dev.outrank.gateway.body;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses bodies above the limit, by what they declare or by what they turn out to be. */
final class BodyLimitFilter implements GlobalFilter, Ordered {

    /** Inside the deadline, before anything reads the body. */
    private static final int ORDER = -190;

    private final long maxBytes;

    BodyLimitFilter(BodyProperties properties) {
        this.maxBytes = properties.maxSize().toBytes();
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        long declared = exchange.getRequest().getHeaders().getContentLength();
        if (declared > maxBytes) {
            return Mono.error(BodyTooLargeException.declared(declared, maxBytes));
        }
        return chain.filter(exchange.mutate()
                .request(new CountedBody(exchange.getRequest(), maxBytes))
                .build());
    }
}
