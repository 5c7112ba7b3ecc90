package dev.outrank.gateway.deadline;

import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tells ranking what is left of the deadline, counted anew for each attempt. */
final class ForwardedDeadlineFilter implements GlobalFilter, Ordered {

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
        String millis = Long.toString(remaining.toMillis());
        return chain.filter(exchange.mutate()
                .request(request -> request.headers(headers -> headers.set(DeadlineHeader.NAME, millis)))
                .build());
    }
}
