package dev.outrank.gateway.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Starts the gateway's clock, and appends its own time to the stages that ranking reported. */
final class ServerTimingFilter implements GlobalFilter, Ordered {

    private static final String HEADER = "Server-Timing";

    private static final double NANOS_PER_MILLI = 1e6;

    private final LongSupplier nanoTime;

    ServerTimingFilter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        GatewayTime time = GatewayTime.startingNow(nanoTime);
        time.attachTo(exchange);
        exchange.getResponse().beforeCommit(() -> {
            append(exchange.getResponse().getHeaders(), time.ownNanos());
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    static void append(HttpHeaders headers, long gatewayNanos) {
        List<String> stages = new ArrayList<>(headers.getValuesAsList(HEADER));
        stages.add(String.format(Locale.ROOT, "gateway;dur=%.3f", gatewayNanos / NANOS_PER_MILLI));
        headers.set(HEADER, String.join(", ", stages));
    }
}
