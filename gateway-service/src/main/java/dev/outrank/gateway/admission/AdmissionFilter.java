package dev.outrank.gateway.admission;

import dev.outrank.gateway.deadline.DeadlineExceededException;
import dev.outrank.gateway.priority.PriorityHeader;
import dev.outrank.lookup.Priority;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses requests to rank where as many are in flight as ranking can take. Questions about models and readiness pass. */
final class AdmissionFilter implements GlobalFilter, Ordered {

    /** Outside the deadline, so that it sees which requests were late, and before anything reads the body. */
    private static final int ORDER = -250;

    private final EdgeLimit limit;
    private final AdmissionListener listener;

    AdmissionFilter(EdgeLimit limit, AdmissionListener listener) {
        this.limit = limit;
        this.listener = listener;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (!HttpMethod.POST.equals(exchange.getRequest().getMethod())) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> {
            Priority priority =
                    PriorityHeader.read(exchange.getRequest().getHeaders().get(PriorityHeader.NAME));
            if (!limit.tryEnter(priority)) {
                listener.refused(priority);
                return Mono.error(new GatewayOverloadedException(limit.limit()));
            }
            return chain.filter(exchange)
                    .doOnSuccess(done -> ended(exchange))
                    .doOnError(this::failed)
                    .doOnCancel(limit::left);
        });
    }

    private void ended(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        boolean full = HttpStatus.SERVICE_UNAVAILABLE.equals(status)
                && exchange.getResponse().getHeaders().containsHeader(HttpHeaders.RETRY_AFTER);
        if (full || HttpStatus.GATEWAY_TIMEOUT.equals(status)) {
            limit.refused();
        } else {
            limit.answered();
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof DeadlineExceededException) {
            limit.refused();
        } else {
            limit.left();
        }
    }
}
