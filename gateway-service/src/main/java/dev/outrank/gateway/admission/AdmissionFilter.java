package dev.outrank.gateway.admission;

import dev.outrank.gateway.deadline.HastyRefusal;
import dev.outrank.gateway.priority.PriorityHeader;
import dev.outrank.lookup.Priority;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses requests to rank where as many are in flight as ranking can take. Questions about models and readiness pass. */
final class AdmissionFilter implements WebFilter, Ordered {

    /** Before a route is looked for: what is refused should cost as little as can be. Behind the request's id, which refusals carry. */
    private static final int ORDER = 0;

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
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!HttpMethod.POST.equals(exchange.getRequest().getMethod())) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> {
            Priority priority =
                    PriorityHeader.read(exchange.getRequest().getHeaders().get(PriorityHeader.NAME));
            try {
                limit.enter(priority);
            } catch (GatewayOverloadedException e) {
                listener.refused(priority);
                return Mono.error(e);
            }
            AtomicBoolean inside = new AtomicBoolean(true);
            return chain.filter(exchange)
                    .doOnSuccess(done -> once(inside, () -> ended(exchange, priority)))
                    .doOnError(failure -> once(inside, limit::left))
                    .doOnCancel(() -> once(inside, limit::left));
        });
    }

    private static void once(AtomicBoolean inside, Runnable leave) {
        if (inside.compareAndSet(true, false)) {
            leave.run();
        }
    }

    private void ended(ServerWebExchange exchange, Priority priority) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        boolean full = HttpStatus.SERVICE_UNAVAILABLE.equals(status) && headers.containsHeader(HttpHeaders.RETRY_AFTER);
        if (HastyRefusal.is(headers)) {
            limit.left();
        } else if (full) {
            limit.refused(priority);
        } else {
            limit.answered();
        }
    }
}
