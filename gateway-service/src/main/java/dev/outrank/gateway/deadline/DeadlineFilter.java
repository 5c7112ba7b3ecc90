package dev.outrank.gateway.deadline;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Starts the clock of a request on arrival and ends the request when its time is up. */
final class DeadlineFilter implements GlobalFilter, Ordered {

    /** Before everything that takes time, the writing of the answer included. */
    private static final int ORDER = -200;

    private final DeadlineProperties properties;
    private final LongSupplier nanoTime;

    DeadlineFilter(DeadlineProperties properties, LongSupplier nanoTime) {
        this.properties = properties;
        this.nanoTime = nanoTime;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Deadline deadline = Deadline.after(budget(exchange.getRequest()), nanoTime);
        deadline.attachTo(exchange);
        return chain.filter(exchange)
                .timeout(deadline.remaining(), Mono.error(() -> new DeadlineExceededException(deadline.budget())));
    }

    private Duration budget(ServerHttpRequest request) {
        String asked = request.getHeaders().getFirst(DeadlineHeader.NAME);
        String model = ModelPath.model(request.getPath().pathWithinApplication());
        return DeadlineHeader.budget(asked, model, properties);
    }
}
