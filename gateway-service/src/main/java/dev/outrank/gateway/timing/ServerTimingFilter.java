package dev.outrank.gateway.timing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Puts the gateway's own time, and that between the gateway and ranking, in front of the stages that ranking reported. */
final class ServerTimingFilter implements GlobalFilter, Ordered {

    static final String HEADER = "Server-Timing";

    private static final double NANOS_PER_MILLI = Duration.ofMillis(1).toNanos();

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        GatewayTime time = GatewayTime.of(exchange);
        exchange.getResponse().beforeCommit(() -> {
            prepend(exchange.getResponse().getHeaders(), time);
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    static void prepend(HttpHeaders headers, GatewayTime time) {
        List<String> stages = new ArrayList<>();
        stages.add(entry("gateway", time.ownNanos()));
        time.networkNanos().ifPresent(nanos -> stages.add(entry("gateway.network", nanos)));
        stages.addAll(headers.getOrDefault(HEADER, List.of()));
        headers.set(HEADER, String.join(", ", stages));
    }

    private static String entry(String stage, long nanos) {
        return String.format(Locale.ROOT, "%s;dur=%.3f", stage, nanos / NANOS_PER_MILLI);
    }
}
