package dev.outrank.gateway.trace;

import dev.outrank.gateway.deadline.ModelPath;
import dev.outrank.gateway.error.Outcome;
import dev.outrank.telemetry.trace.RequestSpan;
import dev.outrank.telemetry.trace.SpanAttribute;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Tells the spans of sampled requests what these were about and how they ended. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class RequestTraceFilter implements WebFilter {

    /** Ranking's header with the version that answered. */
    private static final String VERSION_HEADER = "Outrank-Model-Version";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RequestSpan span = RequestSpan.of(exchange);
        return span.isSampled() ? traced(exchange, chain, span) : chain.filter(exchange);
    }

    private static Mono<Void> traced(ServerWebExchange exchange, WebFilterChain chain, RequestSpan span) {
        String model = ModelPath.model(exchange.getRequest().getPath().pathWithinApplication());
        if (model != null) {
            span.tag(SpanAttribute.MODEL, model);
        }
        // The span ends before anybody hears that the caller has left; so that is how it ends until another end is
        // known.
        span.tag(SpanAttribute.OUTCOME, Outcome.CANCELLED.tag());
        return chain.filter(exchange)
                .doOnSuccess(answered -> answered(exchange.getResponse(), span))
                .doOnError(failure -> span.tag(
                        SpanAttribute.OUTCOME, Outcome.ofFailure(failure).tag()));
    }

    private static void answered(ServerHttpResponse response, RequestSpan span) {
        span.tag(
                SpanAttribute.OUTCOME,
                Outcome.ofAnswer(response.getStatusCode(), response.getHeaders())
                        .tag());
        String version = response.getHeaders().getFirst(VERSION_HEADER);
        if (version != null) {
            span.tag(SpanAttribute.VERSION, version);
        }
    }
}
