package dev.outrank.gateway.replica;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import dev.outrank.replica.ExtraCallBudget;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Surrounds the choice of a replica and the exchange with it.
 *
 * <p>Gives a request that reached no replica one more attempt, on another replica, and turns what is left of network failures into
 * failures that name the service.
 */
final class ReplicaFilter implements GlobalFilter, Ordered {

    private final RetryProperties retry;
    private final ReplicaListener listener;
    private final ExtraCallBudget budget;

    ReplicaFilter(RetryProperties retry, ReplicaListener listener) {
        this.retry = retry;
        this.listener = listener;
        this.budget = retry.budget();
    }

    /** Just outside the load balancer, so that another attempt chooses anew. */
    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI service = exchange.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
        budget.called();
        return attempt(exchange, chain)
                .onErrorResume(
                        failure -> mayTryAnother(service, failure),
                        failure -> tryAnother(exchange, chain, service, failure))
                .onErrorMap(failure -> named(service.getHost(), exchange, failure));
    }

    /** One choice and the exchange with the chosen; whatever came between the two, its health hears that the call is over. */
    private static Mono<Void> attempt(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                // Before another attempt makes another call of the exchange.
                .doOnTerminate(() -> ReplicaCall.ifAny(exchange, ReplicaCall::released))
                .doOnCancel(() -> ReplicaCall.ifAny(exchange, ReplicaCall::abandoned));
    }

    private boolean mayTryAnother(URI service, Throwable failure) {
        if (!retry.enabled() || ReplicaFailure.of(failure) != ReplicaFailure.UNREACHED) {
            return false;
        }
        boolean withinBudget = budget.tryTake();
        if (!withinBudget) {
            listener.retryDenied(service.getHost());
        }
        return withinBudget;
    }

    private Mono<Void> tryAnother(
            ServerWebExchange exchange, GatewayFilterChain chain, URI service, Throwable failure) {
        ServiceInstance unreached = chosen(exchange);
        if (unreached == null) {
            return Mono.error(failure);
        }
        TriedReplicas.of(exchange.getAttributes()).add(unreached);
        Throwable firstFailure = named(service.getHost(), exchange, failure);
        ServerWebExchangeUtils.reset(exchange);
        exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, service);
        exchange.getAttributes().remove(GATEWAY_LOADBALANCER_RESPONSE_ATTR);
        ReplicaCall.forget(exchange.getAttributes());
        return attempt(exchange, chain)
                // No other replica: the first failure says more than that.
                .onErrorMap(NotFoundException.class, none -> firstFailure)
                .doFinally(end -> {
                    if (chosen(exchange) != null) {
                        listener.retried(service.getHost());
                    }
                });
    }

    private static Throwable named(String service, ServerWebExchange exchange, Throwable failure) {
        return switch (ReplicaFailure.of(failure)) {
            case UNREACHED ->
                new ServiceUnreachableException(service, "no connection to " + authority(exchange), failure);
            case SATURATED -> new ServiceSaturatedException(service, failure);
            case BROKEN -> new AnswerLostException(service, failure);
            case OTHER ->
                failure instanceof NotFoundException
                        ? new ServiceUnreachableException(service, "no replica is known", failure)
                        : failure;
        };
    }

    private static String authority(ServerWebExchange exchange) {
        ServiceInstance replica = chosen(exchange);
        return replica == null ? "any replica" : Replica.authority(replica);
    }

    private static @Nullable ServiceInstance chosen(ServerWebExchange exchange) {
        Response<ServiceInstance> choice = exchange.getAttribute(GATEWAY_LOADBALANCER_RESPONSE_ATTR);
        return choice == null ? null : choice.getServer();
    }
}
