package dev.outrank.gateway.timing;

import dev.outrank.gateway.deadline.ModelPath;
import dev.outrank.gateway.error.AnswerClaim;
import dev.outrank.gateway.error.Outcome;
import dev.outrank.telemetry.trace.RequestSpan;
import io.opentelemetry.context.Scope;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Starts the gateway's clock, and records each request once, however it ends. A failure ends it here; that it is answered takes next to no time more.
 *
 * <p>The actuator's answers pass too, on whichever port, and are nobody's requests.
 */
final class RequestTimeFilter implements WebFilter, Ordered {

    /** Just inside the naming of requests. */
    private static final int ORDER = Integer.MIN_VALUE + 1;

    /** The health groups that Boot also offers beside the business endpoints. */
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");

    private static final String VERSION_HEADER = "Outrank-Model-Version";

    private final RequestMeters meters;
    private final String actuator;
    private final LongSupplier nanoTime;

    /**
     * Makes a filter.
     *
     * @param actuator base path of its endpoints
     * @param nanoTime a monotonic clock in nanoseconds
     */
    RequestTimeFilter(RequestMeters meters, String actuator, LongSupplier nanoTime) {
        this.meters = meters;
        this.actuator = actuator;
        this.nanoTime = nanoTime;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (isActuators(exchange.getRequest().getPath().pathWithinApplication().value())) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> {
            GatewayTime time = GatewayTime.startingNow(nanoTime);
            time.attachTo(exchange);
            AtomicBoolean running = new AtomicBoolean(true);
            return chain.filter(exchange)
                    .doOnSuccess(done -> ended(exchange, time, running, answered(exchange.getResponse())))
                    .doOnError(failure -> ended(exchange, time, running, Outcome.ofFailure(failure)))
                    .doOnCancel(() -> ended(exchange, time, running, left(exchange)));
        });
    }

    private boolean isActuators(String path) {
        boolean under = !actuator.isEmpty() && (path.equals(actuator) || path.startsWith(actuator + "/"));
        return under || PROBES.contains(path);
    }

    /** A caller that closes its connection behind the answer may be faster than the end of the exchange. */
    private static Outcome left(ServerWebExchange exchange) {
        return AnswerClaim.isWritten(exchange) ? answered(exchange.getResponse()) : Outcome.CANCELLED;
    }

    private static Outcome answered(ServerHttpResponse response) {
        return Outcome.ofAnswer(response.getStatusCode(), response.getHeaders());
    }

    private void ended(ServerWebExchange exchange, GatewayTime time, AtomicBoolean running, Outcome outcome) {
        if (running.compareAndSet(true, false)) {
            ServerHttpRequest request = exchange.getRequest();
            // The timer names the trace as its exemplar.
            try (Scope _ = RequestSpan.of(exchange).current()) {
                meters.ended(
                        Api.of(request),
                        ModelPath.model(request.getPath().pathWithinApplication()),
                        exchange.getResponse().getHeaders().getFirst(VERSION_HEADER),
                        outcome,
                        time);
            }
        }
    }
}
