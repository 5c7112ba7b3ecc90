package dev.outrank.gateway.client;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses a request whose client has too many in flight already; otherwise counts it until its answer is written or given up. */
final class ClientLimitFilter implements GlobalFilter, Ordered {

    /** Before the deadline, and before anything reads the body. */
    private static final int ORDER = -300;

    private final ClientProperties properties;
    private final ClientsInFlight inFlight;
    private final ClientListener listener;

    ClientLimitFilter(ClientProperties properties, ClientsInFlight inFlight, ClientListener listener) {
        this.properties = properties;
        this.inFlight = inFlight;
        this.listener = listener;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (properties.isUnlimited()) {
            return chain.filter(exchange);
        }
        Client client = Client.of(exchange.getRequest(), properties.keyHeader());
        return Mono.using(() -> enter(client), entered -> chain.filter(exchange), inFlight::leave);
    }

    private Client enter(Client client) {
        if (inFlight.tryEnter(client)) {
            return client;
        }
        listener.refused(ClientRefusal.IN_FLIGHT);
        throw new ClientLimitException(properties.maxInFlight());
    }
}
