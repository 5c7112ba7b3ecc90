package dev.outrank.gateway.deadline;

import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tells ranking what is left of the deadline less a margin for the way back, counted anew for each attempt. */
final class ForwardedDeadlineFilter implements GlobalFilter, Ordered {

    /** The margin is at most one part in this many of what is left: a short deadline is not spent on it. */
    private static final int LARGEST_MARGIN_PART = 10;

    private final Duration margin;

    ForwardedDeadlineFilter(Duration margin) {
        this.margin = margin;
    }

    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Deadline deadline = Deadline.of(exchange);
        Duration remaining = deadline.remaining();
        if (remaining.toMillis() == 0) {
            return Mono.error(new DeadlineExceededException(deadline.budget()));
        }
        String millis = Long.toString(forwardedMillis(remaining, margin));
        return chain.filter(exchange.mutate()
                .request(request -> request.headers(headers -> headers.set(DeadlineHeader.NAME, millis)))
                .build());
    }

    /** Returns the milliseconds that ranking may take when the gateway has {@code remaining} left: at least 1. */
    static long forwardedMillis(Duration remaining, Duration margin) {
        Duration largest = remaining.dividedBy(LARGEST_MARGIN_PART);
        Duration kept = margin.compareTo(largest) < 0 ? margin : largest;
        return Math.max(1, remaining.minus(kept).toMillis());
    }
}
